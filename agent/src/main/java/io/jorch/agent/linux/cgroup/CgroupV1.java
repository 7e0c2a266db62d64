package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A group as one directory in each v1 hierarchy, and perhaps one in the v2 tree.
record CgroupV1(String id, Map<String, Path> groups, Optional<Path> unified) implements Cgroup {
  /// What memory.limit_in_bytes holds without a limit, whatever the page size, is larger than this.
  private static final long NO_LIMIT = 1L << 62;

  /// `tasks` moves one thread, which a single-threaded process is; the kernel need not stop forks
  /// on the whole machine as it does for `cgroup.procs` (a fifth quicker).
  @Override
  public List<Path> joinFiles() {
    List<Path> files = new ArrayList<>();
    for (Path group : new LinkedHashSet<>(groups.values())) files.add(group.resolve("tasks"));
    unified.ifPresent(group -> files.add(group.resolve("cgroup.procs")));
    return files;
  }

  @Override
  public void limit(Limits limits) throws IOException {
    limitMemory(limits);
    set("memory", "memory.soft_limit_in_bytes", limits.memoryReservation());
    set("cpu", "cpu.shares", limits.cpuShares());
    if (limits.cpuQuota().isPresent()) {
      set("cpu", "cpu.cfs_period_us", OptionalLong.of(limits.cpuQuota().get().period()));
      set("cpu", "cpu.cfs_quota_us", OptionalLong.of(limits.cpuQuota().get().quota()));
    }
    set("pids", "pids.max", limits.pids());
    if (limits.cpusetCpus().isPresent())
      ControlFile.write(file("cpuset", "cpuset.cpus"), limits.cpusetCpus().get());
    if (limits.cpusetMems().isPresent())
      ControlFile.write(file("cpuset", "cpuset.mems"), limits.cpusetMems().get());
  }

  /// The kernel never lets memory exceed memory and swap together, not even between two writes.
  private void limitMemory(Limits limits) throws IOException {
    if (limits.memory().isEmpty()) return;
    long memory = limits.memory().getAsLong();
    Path both = file("memory", "memory.memsw.limit_in_bytes");
    OptionalLong now = ControlFile.number(both);
    if (now.isEmpty()) {
      set("memory", "memory.limit_in_bytes", limits.memory());
    } else if (memory <= now.getAsLong()) {
      set("memory", "memory.limit_in_bytes", limits.memory());
      ControlFile.write(both, limits.memoryAndSwap().orElse(-1));
    } else {
      ControlFile.write(both, limits.memoryAndSwap().orElse(-1));
      set("memory", "memory.limit_in_bytes", limits.memory());
    }
  }

  private void set(String controller, String name, OptionalLong value) throws IOException {
    if (value.isPresent()) ControlFile.write(file(controller, name), value.getAsLong());
  }

  private Path file(String controller, String name) throws IOException {
    Path group = groups.get(controller);
    if (group == null)
      throw new IOException(
          "set "
              + name
              + ": no "
              + controller
              + " controller is mounted, mount it or drop the limit");
    return group.resolve(name);
  }

  void allow(DeviceRules rules) throws IOException {
    if (!groups.containsKey("devices")) return;
    switch (rules) {
      case DeviceRules.All() -> ControlFile.write(file("devices", "devices.allow"), "a");
      case DeviceRules.Only(List<DeviceRules.Rule> only) -> {
        ControlFile.write(file("devices", "devices.deny"), "a");
        Path allow = file("devices", "devices.allow");
        for (DeviceRules.Rule rule : only) ControlFile.write(allow, rule.line());
      }
    }
  }

  @Override
  public void freeze() throws IOException {
    Optional<Path> group = unified.filter(Unified::canFreeze);
    if (group.isPresent()) Unified.freeze(group.get());
    else FreezerV1.freeze(freezer());
  }

  @Override
  public void thaw() throws IOException {
    Optional<Path> group = unified.filter(Unified::canFreeze);
    if (group.isPresent()) Unified.thaw(group.get());
    else FreezerV1.thaw(freezer());
  }

  @Override
  public boolean isFrozen() throws IOException {
    Optional<Path> group = unified.filter(Unified::canFreeze);
    return group.isPresent() ? Unified.isFrozen(group.get()) : FreezerV1.isFrozen(freezer());
  }

  private Path freezer() throws IOException {
    return file("freezer", ".");
  }

  @Override
  public Stats stats() throws IOException {
    long used = number("memory", "memory.usage_in_bytes");
    long idleCache = ControlFile.keyed(readOrEmpty("memory", "memory.stat"), "total_inactive_file");
    long limit = number("memory", "memory.limit_in_bytes");
    String io = readOrEmpty("blkio", "blkio.throttle.io_service_bytes_recursive");
    return new Stats(
        Math.max(0, used - idleCache),
        limit > 0 && limit < NO_LIMIT ? OptionalLong.of(limit) : OptionalLong.empty(),
        cpuNanos(),
        number("pids", "pids.current"),
        bytes(io, " Read "),
        bytes(io, " Write "));
  }

  private long cpuNanos() throws IOException {
    if (groups.containsKey("cpuacct")) return number("cpuacct", "cpuacct.usage");
    return unified.isPresent() ? Unified.cpuNanos(unified.get()) : 0;
  }

  private long number(String controller, String name) throws IOException {
    String text = readOrEmpty(controller, name).strip();
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private String readOrEmpty(String controller, String name) throws IOException {
    Path group = groups.get(controller);
    return group == null ? "" : ControlFile.readOrEmpty(group.resolve(name));
  }

  /// Adds up lines such as `8:0 Read 4096`.
  private static long bytes(String io, String kind) {
    return io.lines()
        .filter(line -> line.contains(kind))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public long oomKills() throws IOException {
    return ControlFile.keyed(readOrEmpty("memory", "memory.oom_control"), "oom_kill");
  }

  @Override
  public Set<Integer> processes() throws IOException {
    return Directories.processes(unified.isPresent() ? unified.get() : file("pids", "."));
  }

  @Override
  public void killAll() throws IOException {
    Optional<Path> group = unified.filter(Unified::canKill);
    if (group.isPresent()) {
      Unified.kill(group.get());
      return;
    }
    if (!Files.isDirectory(file("pids", "."))) return;
    freeze();
    try {
      Signals.killEach(processes());
    } finally {
      thaw();
    }
  }

  @Override
  public void remove() throws IOException {
    for (Path group : new LinkedHashSet<>(groups.values())) Directories.remove(group);
    if (unified.isPresent()) Directories.remove(unified.get());
  }
}
