package io.jorch.agent.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.LaunchPlan;
import io.jorch.agent.linux.Step;
import io.jorch.agent.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContainerPlanTest {
  private static final Path LAYERS = Path.of("/var/layers");
  private static final ContainerSpec SPEC =
      ContainerSpec.of(
          "c1",
          Path.of("/run/c1"),
          new RootSpec(List.of(), Path.of("/run/c1/upper"), Path.of("/run/c1/work"), false),
          ProcessSpec.of(List.of("/bin/app", "-x")));

  private static Facts facts(ContainerSpec spec, List<MountSpec> mounts) {
    Identity identity = new Identity(1000, 1001, Set.of(1001), "/");
    return new Facts(
        spec,
        identity,
        List.of(LAYERS.resolve("b"), LAYERS.resolve("a")),
        mounts,
        "/srv",
        List.of("PATH=/bin"),
        ByteBuffer.wrap(new byte[16]));
  }

  private static List<String> child(ContainerSpec spec, MountSpec... mounts) {
    LaunchPlan plan = ContainerPlan.of(facts(spec, List.of(mounts)));
    return plan.child().stream().map(Step::toString).toList();
  }

  private static int position(List<String> steps, String start) {
    for (int i = 0; i < steps.size(); i++) if (steps.get(i).startsWith(start)) return i;
    throw new AssertionError("no step starts with " + start + " in " + String.join("\n", steps));
  }

  private static void assertOrder(List<String> steps, String... starts) {
    for (int i = 1; i < starts.length; i++)
      assertTrue(
          position(steps, starts[i - 1]) < position(steps, starts[i]),
          starts[i - 1] + " before " + starts[i]);
  }

  @Test
  void samePlanForTheSameFacts() {
    LaunchPlan plan = ContainerPlan.of(facts(SPEC, List.of()));
    assertEquals(plan, ContainerPlan.of(facts(SPEC, List.of())));
    assertNotEquals(plan, ContainerPlan.of(facts(SPEC.withHostname("other", ""), List.of())));
  }

  @Test
  void everythingIsDoneInTheOrderThatSafetyAsksFor() {
    ContainerSpec spec =
        SPEC.withCgroup(List.of(Path.of("/sys/fs/cgroup/memory/x/cgroup.procs")), List.of());
    assertOrder(
        child(spec),
        "$cgroup = openat(cwd, \"/sys/fs/cgroup/memory/x/cgroup.procs\", wronly|cloexec, 0)",
        "write($cgroup, \"0\", 1)",
        "unshare(mount|uts|ipc|cgroup|net)",
        "mount(\"none\", \"/\", null, rec|private, null)",
        "mount(\"overlay\", \"/run/c1/rootfs\"",
        "pivot_root(\".\", \".\")",
        "umount2(\".\", detach)",
        "mount(\"tmpfs\", \".\"",
        "mount(\"proc\", \".\", \"proc\", nosuid|nodev|noexec, null)",
        "close_range(3, last, on exec)",
        "prctl(PR_CAPBSET_DROP, SYS_ADMIN",
        "seccomp(set filter, 0, [2, <filter, 16 bytes>])",
        "setgroups(1",
        "setresgid(1001, 1001, 1001)",
        "setresuid(1000, 1000, 1000)",
        "capset(<version 3, 8 bytes>, <none, 24 bytes>)",
        "prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)",
        "execve(\"/bin/app\", [\"/bin/app\", \"-x\", null], [\"PATH=/bin\", null])");
  }

  @Test
  void filterIsLastWhenNoNewPrivilegesAreWanted() {
    ContainerSpec spec = SPEC.withConfinement(Confinement.DEFAULT.withNoNewPrivileges(true));
    assertOrder(
        child(spec), "capset(", "prctl(PR_SET_NO_NEW_PRIVS", "seccomp(set filter", "execve(");
  }

  @Test
  void rootIsAnOverlayWithShortRelativeLayers() {
    List<String> steps = child(SPEC);
    int mount = position(steps, "mount(\"overlay\"");
    assertEquals("chdir(\"/var/layers\")", steps.get(mount - 1));
    assertEquals(
        "mount(\"overlay\", \"/run/c1/rootfs\", \"overlay\", 0, \"lowerdir=b:a,"
            + "upperdir=/run/c1/upper,workdir=/run/c1/work,"
            + "index=off,redirect_dir=off,metacopy=off\")",
        steps.get(mount));
  }

  @Test
  void bindIsOpenedOutsideAndAttachedInside() {
    List<String> steps =
        child(SPEC, new MountSpec.Bind(Path.of("/data"), "/srv/data", false, true));
    assertOrder(
        steps,
        "$source0 = open_tree(cwd, \"/data\", clone|recursive)",
        "mount_setattr($source0, \"\", recursive, [ro, 0, 0, 0], 32)",
        "pivot_root",
        "mkdirat($parent, \"data\", 0755) or EEXIST",
        "$target = openat2(cwd, \"/srv/data\", [path|cloexec, 0, no_magiclinks|in_root], 24)",
        "move_mount($source0, \"\", $target, \"\", empty paths)",
        "mount(\"proc\"");
  }

  @Test
  void hostNetworkIsLeftAlone() {
    List<String> steps = child(SPEC.withNetwork(new NetworkSpec.Host()));
    assertTrue(steps.contains("unshare(mount|uts|ipc|cgroup)"), String.join("\n", steps));
    assertFalse(steps.stream().anyMatch(step -> step.contains("ping_group_range")));
  }

  @Test
  void preparedNetworkIsEnteredBeforeTheRootIsLeft() {
    assertOrder(
        child(SPEC.withNetwork(new NetworkSpec.Joined(Path.of("/run/netns/x")))),
        "$network = openat(cwd, \"/run/netns/x\", cloexec, 0)",
        "setns($network, net)",
        "pivot_root");
  }

  @Test
  void sysctlsAreWrittenBeforeTheyBecomeReadOnly() {
    assertOrder(
        child(SPEC.withSysctls(Map.of("net.core.somaxconn", "99"))),
        "$sysctl = openat(cwd, \"/proc/sys/net/core/somaxconn\", wronly|cloexec, 0)",
        "write($sysctl, \"99\", 2)",
        "mount(\"none\", \"/proc/sys\", null, remount|bind|nosuid|nodev|noexec|ro, null)");
  }

  @Test
  void keeperWaitsAndWritesTheEndAfterClosingEverything() {
    List<String> steps =
        ContainerPlan.of(facts(SPEC, List.of())).after().stream().map(Step::toString).toList();
    assertOrder(
        steps,
        "dup3($state, 0, 0)",
        "write(report, [started, $child], 16)",
        "dup3($held out, 1, 0)",
        "dup3($held err, 2, 0)",
        "close_range(3, last, 0)",
        "wait4($child, &$status, 0, null)",
        "clock_gettime(realtime, &$seconds)",
        "pwrite64(0, [1, $status, $seconds, $nanos], 32, 24)");
  }

  @Test
  void programWithoutASlashIsTriedInEveryDirectoryOfPath() {
    List<Step> steps = CredentialSteps.execute(List.of("app"), List.of("PATH=/a:/b"));
    assertEquals(
        List.of("\"/a/app\"", "\"/b/app\"", "\"/a/app\"", "\"/b/app\""),
        steps.stream().map(step -> step.arguments().getFirst().toString()).toList());
    assertTrue(steps.stream().allMatch(step -> step.call() == Syscall.EXECVE));
    assertEquals(List.of(), steps.getLast().accepted());
  }
}
