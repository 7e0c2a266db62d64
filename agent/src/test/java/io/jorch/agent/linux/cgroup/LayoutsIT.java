package io.jorch.agent.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// On a machine with both, each kind of tree as if the other were not there.
class LayoutsIT {
  private static final long PATIENCE = 60;
  private final String instance = "layouts-" + ProcessHandle.current().pid();

  @Test
  void theUnifiedTreeAloneFreezesKillsAndGuardsDevices() throws Exception {
    Path unified =
        switch (Layout.detect()) {
          case Layout.Hybrid hybrid -> hybrid.unified();
          case Layout.V2 v2 -> v2.root();
          case Layout.V1 v1 -> abort("no cgroup2 file system is mounted");
        };
    useAndLeave(new Layout.V2(unified));
  }

  @Test
  void theOldHierarchiesAloneFreezeKillAndGuardDevices() throws Exception {
    Layout.V1 old =
        switch (Layout.detect()) {
          case Layout.Hybrid hybrid -> new Layout.V1(hybrid.controllers());
          case Layout.V1 v1 -> v1;
          case Layout.V2 v2 -> abort("no v1 controllers are mounted");
        };
    useAndLeave(old);
  }

  private void useAndLeave(Layout layout) throws Exception {
    Cgroups cgroups = new Cgroups(layout, instance);
    try {
      use(cgroups);
      assertEquals(Set.of(), cgroups.ids());
    } finally {
      cgroups.sweep(Set.of());
      cgroups.removeParents();
    }
  }

  private static void use(Cgroups cgroups) throws Exception {
    Cgroup group = cgroups.create("all", Limits.NONE, DeviceRules.DEFAULT);
    assertOnlyUsualDevices(group);
    Process family = Busybox.started(group, "sleep 1000 & sleep 1000 & wait");
    while (group.processes().size() < 3) TimeUnit.MILLISECONDS.sleep(1);
    group.freeze();
    assertTrue(group.isFrozen());
    group.thaw();
    assertFalse(group.isFrozen());
    assertTrue(group.stats().cpuNanos() > 0);
    group.freeze();
    group.killAll();
    group.remove();
    assertTrue(family.waitFor(PATIENCE, TimeUnit.SECONDS));
    group.killAll();
    group.remove();
  }

  private static void assertOnlyUsualDevices(Cgroup group) throws IOException {
    String output =
        Busybox.output(Busybox.in(group, "head -c 3 /dev/zero | wc -c; exec true < /dev/kmsg"));
    assertTrue(output.startsWith("3\n"), output);
    assertTrue(output.contains("Operation not permitted"), output);
  }
}
