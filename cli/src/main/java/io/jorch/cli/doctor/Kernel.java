package io.jorch.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the kernel must be able to do.
final class Kernel {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);
  private static final List<String> NAMESPACES =
      List.of("mnt", "pid", "net", "uts", "ipc", "cgroup");

  private Kernel() {}

  static List<Finding> check(Host host) {
    return List.of(version(host), namespaces(host), overlayfs(host), seccomp(host));
  }

  /// 5.3 brought pidfd_open, 5.9 close_range.
  static Finding version(Host host) {
    String release = host.text("/proc/sys/kernel/osrelease").strip();
    Matcher matcher = VERSION.matcher(release);
    if (!matcher.matches())
      return Finding.fail(
          "kernel", "its version cannot be read", "run on Linux, with /proc mounted");
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (major > 5 || (major == 5 && minor >= 10)) return Finding.ok("kernel", release);
    return Finding.fail("kernel", release, "use kernel 5.10 or newer");
  }

  static Finding namespaces(Host host) {
    List<String> missing = new ArrayList<>();
    for (String name : NAMESPACES) if (!host.has("/proc/self/ns/" + name)) missing.add(name);
    if (missing.isEmpty()) return Finding.ok("namespaces", String.join(" ", NAMESPACES));
    return Finding.fail(
        "namespaces",
        "the kernel lacks " + String.join(" ", missing),
        "use a kernel with namespaces, such as Debian's");
  }

  static Finding overlayfs(Host host) {
    boolean known = host.lines("/proc/filesystems").stream().anyMatch(l -> l.endsWith("\toverlay"));
    if (known) return Finding.ok("overlayfs", "present");
    if (loadable(host, "overlay")) return Finding.ok("overlayfs", "a module, loaded at need");
    return Finding.fail(
        "overlayfs", "the kernel does not offer it", "modprobe overlay, or use another kernel");
  }

  private static Finding seccomp(Host host) {
    if (host.has("/proc/sys/kernel/seccomp/actions_avail"))
      return Finding.ok("seccomp", "filters present");
    return Finding.fail(
        "seccomp", "the kernel offers no filters", "use a kernel with CONFIG_SECCOMP_FILTER");
  }

  /// Loaded, or listed by depmod(8) among the kernel's modules, as `kernel/fs/x/x.ko.xz: ...`.
  /// Asking `modprobe` would need it in the PATH, which users who are not root often lack.
  static boolean loadable(Host host, String module) {
    if (host.has("/sys/module/" + module)) return true;
    String modules = "/lib/modules/" + host.text("/proc/sys/kernel/osrelease").strip();
    Pattern listed =
        Pattern.compile(
            "/" + module.replace("_", "[_-]") + "\\.ko(\\.\\w+)?(:|$)", Pattern.MULTILINE);
    return Stream.of("modules.dep", "modules.builtin")
        .anyMatch(list -> listed.matcher(host.text(modules + "/" + list)).find());
  }
}
