package io.jorch.agent.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On the machine's own layout, whichever it is.
class CgroupsIT {
  private static final long PATIENCE = 60;
  private static final long MEGABYTE = 1 << 20;

  private final String instance = "it-" + ProcessHandle.current().pid();
  private Cgroups cgroups;

  @BeforeEach
  void open() throws IOException {
    cgroups = Cgroups.detect(instance);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    cgroups.sweep(Set.of());
    cgroups.removeParents();
  }

  @Test
  void killsAMemoryHogWithinItsGroupAndNotItsNeighbour() throws Exception {
    Cgroup small =
        cgroups.create("hog", Limits.NONE.withMemory(16 * MEGABYTE), DeviceRules.DEFAULT);
    Cgroup other =
        cgroups.create("calm", Limits.NONE.withMemory(16 * MEGABYTE), DeviceRules.DEFAULT);
    Process calm = Busybox.started(other, "exec sleep 1000");
    Process hog = Busybox.in(small, "exec tail /dev/zero");
    assertTrue(hog.waitFor(PATIENCE, TimeUnit.SECONDS));
    assertEquals(128 + 9, hog.exitValue());
    assertEquals(1, small.oomKills());
    assertEquals(0, other.oomKills());
    assertTrue(calm.isAlive());
  }

  @Test
  void stopsAForkBombAtItsLimit() throws Exception {
    Cgroup group = cgroups.create("bomb", Limits.NONE.withPids(20), DeviceRules.DEFAULT);
    Process bomb =
        Busybox.started(
            group,
            "i=0; while [ $i -lt 100 ]; do sleep 1000 >/dev/null 2>&1 & i=$((i+1)); done; wait");
    assertTrue(Busybox.output(bomb).contains("can't fork"));
    assertTrue(group.stats().pids() <= 20);
    group.killAll();
    group.remove();
    assertTrue(bomb.waitFor(PATIENCE, TimeUnit.SECONDS));
  }

  @Test
  void freezesAndThawsAndKillsWhatIsFrozen() throws Exception {
    Cgroup group = cgroups.create("ice", Limits.NONE, DeviceRules.DEFAULT);
    Process busy = Busybox.started(group, "while :; do :; done");
    assertFalse(group.isFrozen());
    group.freeze();
    assertTrue(group.isFrozen());
    long before = group.stats().cpuNanos();
    TimeUnit.MILLISECONDS.sleep(30);
    assertEquals(before, group.stats().cpuNanos());
    group.thaw();
    assertFalse(group.isFrozen());
    while (group.stats().cpuNanos() == before) TimeUnit.MILLISECONDS.sleep(1);
    group.freeze();
    group.killAll();
    assertTrue(busy.waitFor(PATIENCE, TimeUnit.SECONDS));
    group.remove();
    assertEquals(Set.of(), cgroups.ids());
  }

  @Test
  void allowsTheUsualDevicesOnly() throws Exception {
    Path kmsg = Path.of("/dev/kmsg");
    Cgroup group = cgroups.create("devices", Limits.NONE, DeviceRules.DEFAULT);
    String script =
        "head -c 3 /dev/zero | wc -c; head -c 1 /dev/mem > /dev/null; exec true < " + kmsg;
    String output = Busybox.output(Busybox.in(group, script));
    assertTrue(output.startsWith("3\n"), output);
    assertTrue(output.contains("can't open " + kmsg + ": Operation not permitted"), output);
    Cgroup free = cgroups.create("free", Limits.NONE, new DeviceRules.All());
    assertEquals(0, Busybox.in(free, "exec true < " + kmsg).waitFor());
  }

  @Test
  void aNewDaemonFindsAndReusesGroupsAndSweepsTheRest() throws Exception {
    Cgroup first =
        cgroups.create("kept", Limits.NONE.withMemory(32 * MEGABYTE), DeviceRules.DEFAULT);
    cgroups.create("stray", Limits.NONE, DeviceRules.DEFAULT);
    Process kept = Busybox.started(first, "exec sleep 1000");
    Process stray = Busybox.started(cgroups.find("stray").orElseThrow(), "exec sleep 1000");
    Cgroups next = Cgroups.detect(instance);
    assertEquals(Set.of("kept", "stray"), next.ids());
    assertEquals(Set.of("stray"), next.sweep(Set.of("kept")));
    assertTrue(stray.waitFor(PATIENCE, TimeUnit.SECONDS));
    Cgroup again = next.create("kept", Limits.NONE.withMemory(64 * MEGABYTE), DeviceRules.DEFAULT);
    assertEquals(64 * MEGABYTE, again.stats().memoryLimit().orElseThrow());
    assertEquals(Set.of((int) kept.pid()), again.processes());
    again.limit(Limits.NONE.withMemory(24 * MEGABYTE));
    assertEquals(24 * MEGABYTE, again.stats().memoryLimit().orElseThrow());
    assertTrue(kept.isAlive());
    assertTrue(next.find("stray").isEmpty());
  }

  @Test
  void limitsProcessorsAndCountsWhatIsUsed() throws Exception {
    Limits limits =
        Limits.NONE
            .withCpuQuota(Limits.CpuQuota.ofNanoCpus(500_000_000))
            .withCpuShares(512)
            .withCpusetCpus("0")
            .withMemoryReservation(8 * MEGABYTE);
    Cgroup group = cgroups.create("cpu", limits, DeviceRules.DEFAULT);
    Process busy =
        Busybox.started(group, "grep Cpus_allowed_list /proc/self/status; while :; do :; done");
    StringBuilder text = new StringBuilder();
    while (text.indexOf("list:\t0\n") < 0) text.append((char) busy.getInputStream().read());
    while (group.stats().cpuNanos() < 1_000_000) TimeUnit.MILLISECONDS.sleep(1);
    while (group.stats().pids() > 1) TimeUnit.MILLISECONDS.sleep(1);
    Stats stats = group.stats();
    assertTrue(stats.memoryBytes() > 0);
    assertTrue(stats.memoryLimit().isEmpty());
  }

  @Test
  void leavesNoGroupWhenALimitIsRefused() throws Exception {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> cgroups.create("bad", Limits.NONE.withCpusetCpus("9999"), DeviceRules.DEFAULT));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("create cgroup jorch/" + instance + "/bad: "), message);
    assertEquals(Set.of(), cgroups.ids());
  }

  @Test
  void removesGroupsThatAContainerMadeInItsOwn() throws Exception {
    Cgroup group = cgroups.create("nested", Limits.NONE, DeviceRules.DEFAULT);
    for (Path file : group.joinFiles())
      Files.createDirectories(file.resolveSibling("a").resolve("b"));
    group.remove();
    assertEquals(Set.of(), cgroups.ids());
  }

  @Test
  void aKeeperInItsShelterIsInNoGroupAndIsSweptAwayByNobody() throws Exception {
    Process keeper = new ProcessBuilder("sleep", "1000").start();
    try {
      for (Path file : cgroups.keeperFiles())
        Files.writeString(file, Long.toString(keeper.pid()), StandardOpenOption.WRITE);
      assertEquals(Set.of(), cgroups.ids());
      assertEquals(Set.of(), cgroups.sweep(Set.of()));
      assertTrue(keeper.isAlive());
    } finally {
      keeper.destroyForcibly().waitFor();
    }
    cgroups.removeParents();
    for (Path file : cgroups.keeperFiles()) assertFalse(Files.exists(file.resolveSibling("")));
  }
}
