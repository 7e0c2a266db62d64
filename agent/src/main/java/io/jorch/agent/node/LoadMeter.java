package io.jorch.agent.node;

import io.jorch.core.model.NodeUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How busy this machine is, coarse and slow: what is told changes only when the average of the
/// last minute or so is well in another tenth, so that a node does not report itself all the time.
final class LoadMeter {
  /// Weight of the newest sample in the running average.
  private static final double NEWEST = 0.3;

  /// How far beyond the border of a tenth an average must be.
  private static final double MARGIN = 0.03;

  private Optional<Times> last = Optional.empty();
  private double cpu = -1;
  private double memory = -1;
  private Optional<NodeUsage> told = Optional.empty();

  /// Time that all CPUs spent since the machine started, in ticks.
  record Times(long busy, long all) {}

  /// Reads /proc; gives the figure when it differs from what was told before.
  Optional<NodeUsage> read() throws IOException {
    return sample(
        times(Files.readString(Path.of("/proc/stat"))),
        memoryInUse(Files.readString(Path.of("/proc/meminfo"))));
  }

  /// @param inUse share of the memory, 0 to 1
  Optional<NodeUsage> sample(Times now, double inUse) {
    Optional<Times> before = last;
    last = Optional.of(now);
    if (before.isEmpty() || now.all() <= before.get().all()) return Optional.empty();
    long all = now.all() - before.get().all();
    cpu = average(cpu, (double) (now.busy() - before.get().busy()) / all);
    memory = average(memory, inUse);
    NodeUsage next =
        new NodeUsage(
            step(cpu, told.map(NodeUsage::cpu)), step(memory, told.map(NodeUsage::memory)));
    if (told.equals(Optional.of(next))) return Optional.empty();
    told = Optional.of(next);
    return told;
  }

  private static double average(double before, double now) {
    return before < 0 ? now : before + NEWEST * (now - before);
  }

  /// The tenth that a share is in; a border must be passed by some margin to count.
  private static int step(double share, Optional<Integer> before) {
    int tenth = (int) Math.clamp(share * 10, 0, 10);
    if (before.isEmpty()) return tenth;
    double low = before.get() / 10.0 - MARGIN;
    double high = (before.get() + 1) / 10.0 + MARGIN;
    return share >= low && share < high ? before.get() : tenth;
  }

  /// The first line of proc_stat(5): user nice system idle iowait irq softirq steal …; waiting for
  /// a disk is idle.
  static Times times(String stat) {
    String[] fields = stat.lines().findFirst().orElse("").split("\\s+", -1);
    long all = 0;
    for (int i = 1; i < Math.min(fields.length, 9); i++) all += Long.parseLong(fields[i]);
    long idle = fields.length > 5 ? Long.parseLong(fields[4]) + Long.parseLong(fields[5]) : 0;
    return new Times(all - idle, all);
  }

  /// From MemTotal and MemAvailable of proc_meminfo(5).
  static double memoryInUse(String meminfo) {
    long total = kibibytes(meminfo, "MemTotal:");
    return total == 0 ? 0 : 1 - (double) kibibytes(meminfo, "MemAvailable:") / total;
  }

  private static long kibibytes(String meminfo, String key) {
    return meminfo
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .orElse(0L);
  }
}
