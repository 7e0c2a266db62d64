package io.jorch.cli.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which control groups there are, in any of the three layouts.
final class Cgroups {
  private static final List<String> NEEDED = List.of("cpu", "memory", "pids");

  private Cgroups() {}

  static List<Finding> check(Host host) {
    List<String> types = types(host);
    boolean controllersOnV2 = host.has("/sys/fs/cgroup/cgroup.controllers");
    if (controllersOnV2) return List.of(v2(host));
    if (types.contains("cgroup")) return List.of(v1(host, types.contains("cgroup2")));
    return List.of(
        Finding.fail(
            "cgroups", "none are mounted", "mount them: mount -t cgroup2 cgroup2 /sys/fs/cgroup"));
  }

  private static Finding v2(Host host) {
    List<String> there =
        Arrays.asList(host.text("/sys/fs/cgroup/cgroup.controllers").strip().split(" ", -1));
    return judge("v2", there);
  }

  private static Finding v1(Host host, boolean hybrid) {
    List<String> there = new ArrayList<>();
    for (String line : host.lines("/proc/self/mounts")) {
      String[] words = line.split(" ", -1);
      if (words.length > 3 && words[2].equals("cgroup"))
        there.addAll(Arrays.asList(words[3].split(",", -1)));
    }
    return judge(hybrid ? "hybrid (controllers on v1)" : "v1", there);
  }

  private static Finding judge(String layout, List<String> there) {
    List<String> missing = NEEDED.stream().filter(name -> !there.contains(name)).toList();
    if (missing.isEmpty()) return Finding.ok("cgroups", layout + ": " + String.join(" ", NEEDED));
    return Finding.warn(
        "cgroups",
        layout + ": without " + String.join(" ", missing),
        "limits on these do nothing; boot with them (Debian: cgroup_enable=memory)");
  }

  private static List<String> types(Host host) {
    return host.lines("/proc/self/mounts").stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length > 2)
        .map(words -> words[2])
        .distinct()
        .toList();
  }
}
