package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.cgroup.Cgroups;
import io.jorch.agent.linux.cgroup.DeviceRules;
import io.jorch.agent.linux.cgroup.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsolationIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = Sandbox.open();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  private String out(ContainerSpec spec) throws Exception {
    Sandbox.Result result = sandbox.run(spec);
    assertEquals("", result.err());
    return result.out();
  }

  private ContainerSpec as(String user, String script) {
    ContainerSpec spec = sandbox.shell(script);
    return spec.withProcess(spec.process().withUser(user));
  }

  @Test
  void rootHasDockersCapabilitiesAndNoMore() throws Exception {
    String status = out(sandbox.shell("cat /proc/self/status"));
    for (String set : List.of("CapPrm", "CapEff", "CapBnd"))
      assertTrue(status.contains(set + ":\t00000000a80425fb"), status);
    assertTrue(status.contains("CapInh:\t0000000000000000"), status);
    assertTrue(status.contains("Seccomp:\t2"), status);
    assertTrue(status.contains("NoNewPrivs:\t0"), status);
  }

  @Test
  void otherUsersHaveNoCapabilities() throws Exception {
    String status =
        out(as("app", "id; cat /proc/self/status; touch /dev/stdout; echo x > /dev/stdout"));
    assertTrue(
        status.startsWith("uid=1000(app) gid=1001(app) groups=1001(app),2000(extra)"), status);
    assertTrue(status.contains("CapEff:\t0000000000000000"), status);
    assertTrue(status.contains("CapBnd:\t00000000a80425fb"), status);
    assertTrue(status.endsWith("x\n"), status);
  }

  @Test
  void noNewPrivilegesKeepsTheFilter() throws Exception {
    ContainerSpec spec = as("app", "cat /proc/self/status");
    String status = out(spec.withConfinement(Confinement.DEFAULT.withNoNewPrivileges(true)));
    assertTrue(status.contains("NoNewPrivs:\t1"), status);
    assertTrue(status.contains("Seccomp:\t2"), status);
  }

  @Test
  void nothingIsOpenButStandardStreams() throws Exception {
    // ls itself has the directory open as 3.
    assertEquals("0\n1\n2\n3\n", out(sandbox.shell("exec ls /proc/self/fd")));
  }

  @Test
  void machinesMountsAreNotThere() throws Exception {
    Path marker = Files.createTempFile("jorch-host", "marker");
    try {
      String mounts =
          out(sandbox.shell("cat /proc/self/mountinfo; test -e " + marker + " || echo gone"));
      assertTrue(mounts.endsWith("gone\n"), mounts);
      assertFalse(mounts.contains("/sys/fs/cgroup/systemd"), mounts);
      assertTrue(mounts.lines().count() < 30, mounts);
    } finally {
      Files.delete(marker);
    }
  }

  @Test
  void sensitivePathsAreMaskedOrReadOnly() throws Exception {
    String out =
        out(
            sandbox.shell(
                "wc -c < /proc/interrupts; wc -c < /proc/keys; ls /sys/firmware | wc -l;"
                    + "for f in /proc/sys/kernel/hostname /proc/sysrq-trigger /sys/kernel/x; do"
                    + " (echo x > $f) 2>/dev/null || echo refused; done"));
    assertEquals("0\n0\n0\nrefused\nrefused\nrefused\n", out);
  }

  @Test
  void rootMayBeReadOnlyWhileMountsAreNot() throws Exception {
    ContainerSpec spec =
        sandbox.shell(
            "(echo x > /file) 2>/dev/null || echo refused; echo x > /tmp/y && cat /tmp/y");
    RootSpec root = spec.root();
    ContainerSpec readOnly =
        new ContainerSpec(
            spec.id(),
            spec.directory(),
            new RootSpec(root.layers(), root.upper(), root.work(), true),
            spec.process(),
            spec.stdio(),
            spec.confinement(),
            spec.network(),
            spec.hostname(),
            "",
            List.of(new MountSpec.Tmpfs("/tmp", "size=1m,mode=1777", false, false)),
            List.of(),
            Map.of(),
            spec.shmBytes(),
            List.of(),
            List.of(),
            List.of());
    assertEquals("refused\nx\n", out(readOnly));
  }

  @Test
  void bindsAreMountedWhereverTheyAreWanted() throws Exception {
    Path data = Files.createDirectories(sandbox.directory.resolve("data"));
    Files.writeString(data.resolve("a"), "A");
    Path file = Files.writeString(sandbox.directory.resolve("hosts"), "HOSTS");
    ContainerSpec spec =
        sandbox
            .shell(
                "cat /data/ro/a /etc/hosts; (echo x > /data/ro/a) 2>/dev/null || echo refused; echo B > /data/rw/b")
            .withMounts(
                List.of(
                    new MountSpec.Bind(data, "/data/ro", false, true),
                    new MountSpec.Bind(data, "/data/rw", false, false),
                    new MountSpec.Bind(file, "/etc/hosts", true, false)));
    assertEquals("AHOSTSrefused\n", out(spec));
    assertEquals("B\n", Files.readString(data.resolve("b")));
    assertEquals("A", Files.readString(data.resolve("a")));
  }

  @Test
  void missingSourceOfABindIsNamed() {
    ContainerSpec spec =
        sandbox
            .shell("true")
            .withMounts(List.of(new MountSpec.Bind(Path.of("/nonesuch/x"), "/x", false, false)));
    StartException e = assertThrows(StartException.class, () -> sandbox.start(spec));
    assertTrue(
        String.valueOf(e.getMessage()).contains("mount \"/nonesuch/x\": No such file"),
        e.getMessage());
    assertEquals(125, e.exitCode());
  }

  @Test
  void directoryOverAFileOfTheImageIsRefusedWithBothNames() throws Exception {
    Path data = Files.createDirectories(sandbox.directory.resolve("data"));
    ContainerSpec spec =
        sandbox
            .shell("true")
            .withMounts(List.of(new MountSpec.Bind(data, "/etc/passwd", false, false)));
    StartException e = assertThrows(StartException.class, () -> sandbox.start(spec));
    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.contains("mount on \"/etc/passwd\" in the image: a directory can only"), message);
  }

  @Test
  void linksOfTheImageCannotLeadAMountOutOfIt() throws Exception {
    Path outside = Files.createDirectories(sandbox.directory.resolve("outside"));
    Path data = Files.createDirectories(sandbox.directory.resolve("data"));
    Files.writeString(data.resolve("a"), "A");
    Files.createSymbolicLink(sandbox.image.resolve("absolute"), outside);
    Files.createSymbolicLink(
        sandbox.image.resolve("relative"), Path.of("../../../../../.." + outside));
    Files.createSymbolicLink(sandbox.image.resolve("descriptor"), Path.of("/proc/self/fd/3"));
    List<MountSpec> mounts = new ArrayList<>();
    for (String name : List.of("absolute", "relative"))
      mounts.add(new MountSpec.Bind(data, "/" + name + "/new", false, false));
    assertEquals(
        "AA", out(sandbox.shell("cat /absolute/new/a /relative/new/a").withMounts(mounts)));
    try (var entries = Files.list(outside)) {
      assertEquals(0, entries.count());
    }
    ContainerSpec descriptor =
        sandbox
            .shell("true")
            .withMounts(List.of(new MountSpec.Bind(data, "/descriptor", false, false)));
    assertThrows(IOException.class, () -> sandbox.start(descriptor));
  }

  @Test
  void imageWhoseProcIsALinkIsRefused() throws Exception {
    Files.createDirectories(sandbox.image.resolve("elsewhere"));
    Files.createSymbolicLink(sandbox.image.resolve("proc"), Path.of("/elsewhere"));
    StartException e =
        assertThrows(StartException.class, () -> sandbox.start(sandbox.shell("true")));
    assertTrue(
        String.valueOf(e.getMessage()).contains("find \"/proc\" in the image"), e.getMessage());
  }

  @Test
  void workingDirectoryIsMadeAndCannotBeADescriptor() throws Exception {
    ContainerSpec spec = sandbox.shell("pwd");
    assertEquals("/a/b\n", out(spec.withProcess(spec.process().withDirectory("/a/b"))));
    ContainerSpec bad = sandbox.shell("pwd");
    ContainerSpec descriptor = bad.withProcess(bad.process().withDirectory("/proc/self/fd/3"));
    assertThrows(IOException.class, () -> sandbox.start(descriptor));
  }

  @Test
  void emptyImageHasAllThatTheRuntimeMakes() throws Exception {
    ContainerSpec spec = sandbox.spec("/run/busybox", "id");
    RootSpec empty = new RootSpec(List.of(), spec.root().upper(), spec.root().work(), false);
    Path busybox = sandbox.image.resolve("bin/busybox");
    ContainerSpec bare =
        new ContainerSpec(
            spec.id(),
            spec.directory(),
            empty,
            spec.process(),
            spec.stdio(),
            spec.confinement(),
            spec.network(),
            "h",
            "",
            List.of(new MountSpec.Bind(busybox, "/run/busybox", true, true)),
            List.of(),
            Map.of(),
            spec.shmBytes(),
            List.of(),
            List.of(),
            List.of());
    assertEquals("uid=0 gid=0 groups=0\n", out(bare));
  }

  @Test
  void manyLayersFitIntoOneMount() throws Exception {
    ContainerSpec spec = sandbox.shell("ls / | grep -c '^layer'");
    List<Path> layers = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Path layer = sandbox.directory.resolve("layers-with-a-rather-long-name/" + UUID.randomUUID());
      Files.createDirectories(layer.resolve("layer" + i));
      layers.add(layer);
    }
    layers.add(sandbox.image);
    RootSpec root = new RootSpec(layers, spec.root().upper(), spec.root().work(), false);
    ContainerSpec deep =
        new ContainerSpec(
            spec.id(),
            spec.directory(),
            root,
            spec.process(),
            spec.stdio(),
            spec.confinement(),
            spec.network(),
            "h",
            "",
            List.of(),
            List.of(),
            Map.of(),
            spec.shmBytes(),
            List.of(),
            List.of(),
            List.of());
    assertEquals("150\n", out(deep));
  }

  @Test
  void networkIsItsOwnWithLoopbackUp() throws Exception {
    String out =
        out(sandbox.shell("ip -o link; cat /proc/sys/net/ipv4/ip_unprivileged_port_start"));
    assertEquals(2, out.lines().count(), out);
    assertTrue(out.contains("lo: <LOOPBACK,UP"), out);
    assertTrue(out.endsWith("\n0\n"), out);
  }

  @Test
  void preparedNetworkIsJoined() throws Exception {
    ContainerSpec first = sandbox.spec("sleep", "1000");
    RunningContainer other = sandbox.start(first);
    Path namespace = Path.of("/proc/" + other.process().pid() + "/ns/net");
    String expected = Files.readSymbolicLink(namespace).toString();
    ContainerSpec spec =
        sandbox.shell("readlink /proc/self/ns/net").withNetwork(new NetworkSpec.Joined(namespace));
    assertEquals(expected + "\n", out(spec));
    ContainerSpec host =
        sandbox.shell("readlink /proc/self/ns/net").withNetwork(new NetworkSpec.Host());
    assertEquals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")) + "\n", out(host));
  }

  @Test
  void ownControlGroupIsVisibleWithItsLimits() throws Exception {
    Cgroups cgroups = Cgroups.detect("container-it-" + ProcessHandle.current().pid());
    ContainerSpec spec =
        sandbox.shell(
            "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null;"
                + " cat /proc/self/cgroup; (echo 1 > /dev/null) && echo null");
    Cgroup group = cgroups.create(spec.id(), Limits.NONE.withMemory(64 << 20), DeviceRules.DEFAULT);
    try {
      String out = out(spec.withCgroup(group.joinFiles(), CgroupMount.of(cgroups.layout(), group)));
      assertTrue(out.startsWith("67108864\n"), out);
      assertFalse(out.contains("jorch"), out);
      assertTrue(out.endsWith("null\n"), out);
    } finally {
      group.killAll();
      group.remove();
      cgroups.removeParents();
    }
  }

  @Test
  void limitsAreThoseAsked() throws Exception {
    ContainerSpec spec = sandbox.shell("ulimit -n; ulimit -Hn");
    ProcessSpec process =
        spec.process().withLimits(List.of(new Limit(Limit.Resource.NOFILE, 100, 200)));
    assertEquals("100\n200\n", out(spec.withProcess(process)));
  }

  @Test
  void unknownUserIsNamed() {
    IOException e = assertThrows(IOException.class, () -> sandbox.start(as("nobody", "true")));
    assertTrue(
        String.valueOf(e.getMessage()).contains("unable to find user 'nobody'"), e.getMessage());
  }
}
