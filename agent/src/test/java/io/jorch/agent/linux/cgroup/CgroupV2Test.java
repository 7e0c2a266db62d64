package io.jorch.agent.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that are written and read in a v2 tree, in a directory that has them as the kernel
/// would.
class CgroupV2Test {
  @TempDir Path root;
  private Path directory;

  @BeforeEach
  void makeTree() throws IOException {
    for (Path group : List.of(root, root.resolve("jorch"), root.resolve("jorch/a")))
      put(group, "cgroup.controllers", "cpuset cpu io memory hugetlb pids\n");
    put(root, "cgroup.subtree_control", "memory\n");
    put(root.resolve("jorch"), "cgroup.subtree_control", "");
    put(root.resolve("jorch/a"), "cgroup.subtree_control", "");
    directory = root.resolve("jorch/a/web.1");
    for (String name : List.of("memory.max", "memory.swap.max", "memory.low", "cpu.max"))
      put(directory, name, "max");
    for (String name : List.of("cpu.weight", "pids.max", "cpuset.cpus")) put(directory, name, "");
  }

  @Test
  void passesOnOnlyControllersThatAreNeededAndMissing() throws IOException {
    Cgroups cgroups = new Cgroups(new Layout.V2(root), "a");
    assertEquals(Set.of("+cpu", "+io", "+pids"), words("cgroup.subtree_control"));
    assertEquals(Set.of("+cpu", "+io", "+memory", "+pids"), words("jorch/cgroup.subtree_control"));
    put(root, "cgroup.subtree_control", "memory cpu io pids\n");
    cgroups.create("web.1", Limits.NONE.withCpusetCpus("0-1"), new DeviceRules.All());
    assertEquals(Set.of("+cpuset"), words("cgroup.subtree_control"));
    assertEquals("0-1", get("cpuset.cpus"));
  }

  @Test
  void translatesLimits() throws IOException {
    Limits limits =
        Limits.NONE
            .withMemory(1000)
            .withMemoryReservation(500)
            .withCpuQuota(Limits.CpuQuota.ofNanoCpus(1_500_000_000))
            .withCpuShares(1024)
            .withPids(7);
    Cgroup group = new CgroupV2("web.1", directory);
    group.limit(limits);
    assertEquals("1000", get("memory.max"));
    assertEquals("1000", get("memory.swap.max"));
    assertEquals("500", get("memory.low"));
    assertEquals("150000 100000", get("cpu.max"));
    assertEquals("39", get("cpu.weight"));
    assertEquals("7", get("pids.max"));
    group.limit(Limits.NONE.withMemory(2000).withMemorySwap(-1));
    assertEquals("max", get("memory.swap.max"));
    group.limit(Limits.NONE.withMemory(2000).withMemorySwap(2500));
    assertEquals("500", get("memory.swap.max"));
  }

  @Test
  void saysWhichControllerIsMissing() throws IOException {
    Files.delete(directory.resolve("pids.max"));
    Cgroup group = new CgroupV2("web.1", directory);
    IOException e = assertThrows(IOException.class, () -> group.limit(Limits.NONE.withPids(7)));
    assertTrue(String.valueOf(e.getMessage()).contains("no pids controller"));
  }

  @Test
  void readsWhatTheKernelCounts() throws IOException {
    put(directory, "memory.current", "10000\n");
    put(directory, "memory.stat", "anon 100\nfile 9000\ninactive_file 4000\nactive_file 5000\n");
    put(directory, "memory.events", "low 0\nhigh 0\nmax 12\noom 2\noom_kill 2\noom_group_kill 0\n");
    put(directory, "cpu.stat", "usage_usec 123\nuser_usec 100\nsystem_usec 23\n");
    put(directory, "pids.current", "3\n");
    put(directory, "io.stat", "8:0 rbytes=10 wbytes=20 rios=1 wios=1\n8:16 rbytes=1 wbytes=2\n");
    Cgroup group = new CgroupV2("web.1", directory);
    assertEquals(new Stats(6000, OptionalLong.empty(), 123_000, 3, 11, 22), group.stats());
    assertEquals(2, group.oomKills());
  }

  private String get(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  private Set<String> words(String path) throws IOException {
    return new TreeSet<>(List.of(Files.readString(root.resolve(path)).split(" ", -1)));
  }

  private static void put(Path group, String name, String text) throws IOException {
    Files.createDirectories(group);
    Files.writeString(group.resolve(name), text);
  }
}
