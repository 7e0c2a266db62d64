package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A group as one directory of the v2 tree.
record CgroupV2(String id, Path directory) implements Cgroup {
  private static final Pattern READ = Pattern.compile("\\brbytes=(\\d+)");
  private static final Pattern WRITTEN = Pattern.compile("\\bwbytes=(\\d+)");

  @Override
  public List<Path> joinFiles() {
    return List.of(file("cgroup.procs"));
  }

  @Override
  public void limit(Limits limits) throws IOException {
    if (limits.memory().isPresent()) {
      set("memory.max", Long.toString(limits.memory().getAsLong()));
      limitSwap(limits.memory().getAsLong(), limits.memoryAndSwap());
    }
    if (limits.memoryReservation().isPresent())
      set("memory.low", Long.toString(limits.memoryReservation().getAsLong()));
    if (limits.cpuQuota().isPresent()) {
      Limits.CpuQuota cpu = limits.cpuQuota().get();
      set("cpu.max", cpu.quota() + " " + cpu.period());
    }
    if (limits.cpuShares().isPresent())
      set("cpu.weight", Long.toString(weight(limits.cpuShares().getAsLong())));
    if (limits.pids().isPresent()) set("pids.max", Long.toString(limits.pids().getAsLong()));
    if (limits.cpusetCpus().isPresent()) set("cpuset.cpus", limits.cpusetCpus().get());
    if (limits.cpusetMems().isPresent()) set("cpuset.mems", limits.cpusetMems().get());
  }

  /// v2 counts swap by itself; the file is missing on a kernel without swap accounting.
  private void limitSwap(long memory, OptionalLong both) throws IOException {
    if (!Files.exists(file("memory.swap.max"))) return;
    long sum = both.orElse(-1);
    set("memory.swap.max", sum < 0 ? "max" : Long.toString(Math.max(0, sum - memory)));
  }

  /// Maps the shares 2..262144 linearly to the weights 1..10000, as OCI runtimes do.
  static long weight(long shares) {
    long clamped = Math.clamp(shares, 2, 262_144);
    return 1 + (clamped - 2) * 9999 / 262_142;
  }

  private void set(String name, String value) throws IOException {
    try {
      ControlFile.write(file(name), value);
    } catch (NoSuchFileException e) {
      String controller = name.substring(0, name.indexOf('.'));
      throw new IOException(
          "set "
              + name
              + " to "
              + value
              + ": the kernel offers no "
              + controller
              + " controller here, see cgroup.controllers at the root of the tree",
          e);
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void freeze() throws IOException {
    Unified.freeze(directory);
  }

  @Override
  public void thaw() throws IOException {
    Unified.thaw(directory);
  }

  @Override
  public boolean isFrozen() throws IOException {
    return Unified.isFrozen(directory);
  }

  @Override
  public Stats stats() throws IOException {
    long used = ControlFile.number(file("memory.current")).orElse(0);
    long idleCache = ControlFile.keyed(file("memory.stat"), "inactive_file");
    String io = ControlFile.readOrEmpty(file("io.stat"));
    return new Stats(
        Math.max(0, used - idleCache),
        ControlFile.number(file("memory.max")),
        Unified.cpuNanos(directory),
        ControlFile.number(file("pids.current")).orElse(0),
        sum(READ, io),
        sum(WRITTEN, io));
  }

  private static long sum(Pattern pattern, String text) {
    long sum = 0;
    for (Matcher m = pattern.matcher(text); m.find(); ) sum += Long.parseLong(m.group(1));
    return sum;
  }

  @Override
  public long oomKills() throws IOException {
    return ControlFile.keyed(file("memory.events"), "oom_kill");
  }

  @Override
  public Set<Integer> processes() throws IOException {
    return Directories.processes(directory);
  }

  @Override
  public void killAll() throws IOException {
    if (Unified.canKill(directory)) {
      Unified.kill(directory);
      return;
    }
    if (!Files.isDirectory(directory)) return;
    freeze();
    try {
      Signals.killEach(processes());
    } finally {
      thaw();
    }
  }

  @Override
  public void remove() throws IOException {
    Directories.remove(directory);
  }
}
