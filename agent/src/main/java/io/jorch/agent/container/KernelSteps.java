package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.close;
import static io.jorch.agent.linux.FileCalls.locate;
import static io.jorch.agent.linux.FileCalls.makeDirectory;
import static io.jorch.agent.linux.FileCalls.open;
import static io.jorch.agent.linux.FileCalls.write;

import io.jorch.agent.linux.Flag.Mount;
import io.jorch.agent.linux.Flag.Open;
import io.jorch.agent.linux.Flag.Resolve;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.Register;
import io.jorch.agent.linux.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The kernel's own file systems: `/sys` with the control groups, and `/proc`.
///
/// `/proc` comes after everything that the specification mounts, masks after that: so no link and
/// no volume can put something else in the place of what is masked.
final class KernelSteps {
  private static final List<Mount> QUIET = List.of(Mount.NOSUID, Mount.NODEV, Mount.NOEXEC);
  private static final String CGROUPS = "/sys/fs/cgroup";

  /// As Docker sets them: ports and ping need no capability in a network of its own.
  private static final Map<String, String> NETWORK_DEFAULTS =
      Map.of(
          "net.ipv4.ip_unprivileged_port_start", "0",
          "net.ipv4.ping_group_range", "0 2147483647");

  private static final Register PLACE = new Register("place");
  private static final Register MASK = new Register("mask");
  private static final Register SETTING = new Register("sysctl");

  private KernelSteps() {}

  static List<Step> sys(ContainerSpec spec) {
    List<Mount> flags = spec.confinement().kernelWritable() ? QUIET : readOnly(QUIET);
    List<Step> steps =
        new ArrayList<>(
            MountSteps.mountAt("/sys", Resolve.NO_SYMLINKS, "sysfs", "sysfs", flags, ""));
    List<CgroupMount> trees = spec.cgroupMounts();
    if (trees.isEmpty()) return steps;
    if (trees.getFirst().name().isEmpty()) {
      steps.add(MountCalls.mount("cgroup", CGROUPS, "cgroup2", flags, ""));
      return steps;
    }
    steps.add(MountCalls.mount("tmpfs", CGROUPS, "tmpfs", QUIET, "mode=755"));
    for (CgroupMount tree : trees) steps.addAll(hierarchy(tree, flags));
    steps.add(MountCalls.remount(CGROUPS, readOnly(QUIET)));
    return steps;
  }

  private static List<Step> hierarchy(CgroupMount tree, List<Mount> flags) {
    String place = CGROUPS + "/" + tree.name();
    String type = tree.options().isEmpty() ? "cgroup2" : "cgroup";
    return List.of(
        makeDirectory(place, 0755), MountCalls.mount("cgroup", place, type, flags, tree.options()));
  }

  static List<Step> proc(ContainerSpec spec) {
    List<Step> steps =
        new ArrayList<>(
            MountSteps.mountAt("/proc", Resolve.NO_SYMLINKS, "proc", "proc", QUIET, ""));
    steps.addAll(settings(spec));
    for (Confinement.Mask mask : spec.confinement().masked()) steps.addAll(hide(mask));
    for (String path : spec.confinement().readOnly()) {
      steps.add(MountCalls.bind(path, path));
      steps.add(MountCalls.remount(path, readOnly(QUIET)));
    }
    return steps;
  }

  private static List<Step> settings(ContainerSpec spec) {
    Map<String, String> all = new TreeMap<>();
    if (!(spec.network() instanceof NetworkSpec.Host)) all.putAll(NETWORK_DEFAULTS);
    all.putAll(spec.sysctls());
    List<Step> steps = new ArrayList<>();
    all.forEach(
        (name, value) -> {
          steps.add(open("/proc/sys/" + name.replace('.', '/'), Open.WRONLY).into(SETTING));
          steps.add(write(SETTING, value));
          steps.add(close(SETTING));
        });
    return steps;
  }

  /// A file is covered by the null device that [StreamSteps] opened as soon as it was made, a
  /// directory by an empty one.
  private static List<Step> hide(Confinement.Mask mask) {
    if (mask.directory())
      return List.of(
          MountCalls.mount("tmpfs", mask.path(), "tmpfs", readOnly(QUIET), "size=0k,nr_inodes=1"));
    return List.of(
        MountCalls.cloneOf(StreamSteps.NULL).into(MASK),
        locate(mask.path(), Resolve.NO_SYMLINKS).into(PLACE),
        MountCalls.attach(MASK, PLACE),
        close(PLACE),
        close(MASK));
  }

  private static List<Mount> readOnly(List<Mount> flags) {
    List<Mount> all = new ArrayList<>(flags);
    all.add(Mount.RO);
    return Collections.unmodifiableList(all);
  }
}
