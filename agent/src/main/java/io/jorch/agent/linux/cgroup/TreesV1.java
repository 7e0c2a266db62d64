package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Groups in the v1 hierarchies and, when there is one, in the v2 tree beside them.
///
/// The v2 tree, though without controllers, freezes and kills a group and counts its processor time
/// on a kernel that can: then the hierarchies `freezer` and `cpuacct` are left alone. `cpuset` is
/// used by groups that have such a limit only. systemd kills what is left in a service's group of
/// its own hierarchy when the service stops: so groups are made there too, where systemd runs, for
/// containers outlive the daemon.
final class TreesV1 implements Trees {
  private static final String CPUSET = "cpuset";
  private static final List<String> ALWAYS = List.of("memory", "cpu", "devices", "pids", "blkio");
  private static final Path SYSTEMD_RUNS = Path.of("/run/systemd/system");

  /// Controller to the directory above the groups.
  private final Map<String, Path> hierarchies;

  private final Optional<Path> cpuset;
  private final Optional<Path> unified;

  private TreesV1(Map<String, Path> hierarchies, Optional<Path> cpuset, Optional<Path> unified) {
    this.hierarchies = hierarchies;
    this.cpuset = cpuset;
    this.unified = unified;
  }

  /// Makes the directory in the v2 tree, to see what its groups can do.
  static TreesV1 of(Map<String, Path> mounts, Optional<Path> unifiedMount, String instance)
      throws IOException {
    Map<String, Path> parents = new LinkedHashMap<>();
    mounts.forEach((name, mount) -> parents.put(name, Trees.parent(mount, instance)));
    Optional<Path> unified = unifiedMount.map(mount -> Trees.parent(mount, instance));
    if (unified.isPresent()) Trees.makeParents(unified.get());
    Map<String, Path> used = new LinkedHashMap<>(parents);
    used.keySet().retainAll(used(unified));
    return new TreesV1(used, Optional.ofNullable(parents.get(CPUSET)), unified);
  }

  private static Set<String> used(Optional<Path> unified) {
    Set<String> used = new LinkedHashSet<>(ALWAYS);
    if (unified.filter(Unified::canFreeze).isEmpty()) used.add("freezer");
    if (unified.filter(u -> Files.exists(u.resolve("cpu.stat"))).isEmpty()) used.add("cpuacct");
    if (Files.isDirectory(SYSTEMD_RUNS)) used.add(Layout.SYSTEMD);
    return used;
  }

  @Override
  public void prepare() throws IOException {
    for (Path parent : hierarchies.values()) Trees.makeParents(parent);
    if (unified.isPresent()) Trees.makeParents(unified.get());
    for (Path shelter : shelters()) Directories.make(shelter);
  }

  @Override
  public List<Path> parents() {
    Set<Path> all = new LinkedHashSet<>(hierarchies.values());
    cpuset.ifPresent(all::add);
    unified.ifPresent(all::add);
    return List.copyOf(all);
  }

  /// In a hybrid layout systemd tracks its units in the v2 tree as well.
  @Override
  public List<Path> shelters() {
    Stream<Path> named = Stream.ofNullable(hierarchies.get(Layout.SYSTEMD));
    return Stream.concat(named, unified.stream()).map(Trees::shelter).toList();
  }

  @Override
  public Cgroup create(String id, Limits limits, DeviceRules devices) throws IOException {
    try {
      make(id, limits);
    } catch (NoSuchFileException e) {
      prepare();
      make(id, limits);
    }
    CgroupV1 group = group(id, limits.needsCpuset());
    group.limit(limits);
    group.allow(devices);
    return group;
  }

  private void make(String id, Limits limits) throws IOException {
    for (Path parent : new LinkedHashSet<>(hierarchies.values()))
      Directories.make(parent.resolve(id));
    if (unified.isPresent()) Directories.make(unified.get().resolve(id));
    if (limits.needsCpuset()) makeCpuset(id);
  }

  /// A new cpuset is empty, and no process can join it until it has processors and memory nodes.
  private void makeCpuset(String id) throws IOException {
    Path parent =
        cpuset.orElseThrow(() -> new IOException("limit cpus: no cpuset controller is mounted"));
    Trees.makeParents(parent);
    Path group = parent.resolve(id);
    Directories.make(group);
    for (Path directory : List.of(Trees.top(parent), parent, group)) inheritCpuset(directory);
  }

  private static void inheritCpuset(Path directory) throws IOException {
    for (String name : List.of("cpuset.cpus", "cpuset.mems")) {
      if (!ControlFile.read(directory.resolve(name)).isBlank()) continue;
      String above = ControlFile.read(directory.resolveSibling(name)).strip();
      ControlFile.write(directory.resolve(name), above);
    }
  }

  @Override
  public Cgroup open(String id) {
    return group(id, cpuset.filter(parent -> Files.isDirectory(parent.resolve(id))).isPresent());
  }

  private CgroupV1 group(String id, boolean withCpuset) {
    Map<String, Path> groups = new LinkedHashMap<>();
    hierarchies.forEach((controller, parent) -> groups.put(controller, parent.resolve(id)));
    if (withCpuset) cpuset.ifPresent(parent -> groups.put(CPUSET, parent.resolve(id)));
    return new CgroupV1(id, groups, unified.map(parent -> parent.resolve(id)));
  }
}
