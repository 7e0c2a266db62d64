package io.jorch.cli.doctor;

import java.util.List;

/// Who runs this, on which JDK, with which libraries and tools.
final class Programs {
  private Programs() {}

  static List<Finding> check(Host host) {
    return List.of(user(host), jdk(), seccomp(host), nftables(host), compiler(host), busybox(host));
  }

  static Finding user(Host host) {
    String uids =
        host.lines("/proc/self/status").stream()
            .filter(line -> line.startsWith("Uid:"))
            .findFirst()
            .orElse("");
    String[] words = uids.split("\\s+", -1);
    if (words.length > 2 && words[2].equals("0")) return Finding.ok("user", "root");
    return Finding.fail(
        "user", "not root", "run jorch as root: it makes namespaces, mounts and firewall rules");
  }

  private static Finding jdk() {
    int version = Runtime.version().feature();
    String detail = System.getProperty("java.vendor", "") + " " + Runtime.version();
    if (version >= 25) return Finding.ok("JDK", detail);
    return Finding.fail("JDK", detail, "install a JDK 25, such as Debian's or Temurin's");
  }

  private static Finding seccomp(Host host) {
    if (host.hasLibrary("libseccomp.so.2")) return Finding.ok("libseccomp", "present");
    return Finding.fail("libseccomp", "libseccomp.so.2 is missing", "apt-get install libseccomp2");
  }

  private static Finding nftables(Host host) {
    if (host.hasLibrary("libnftables.so.1")) return Finding.ok("libnftables", "present");
    return Finding.fail(
        "libnftables", "libnftables.so.1 is missing", "apt-get install libnftables1");
  }

  private static Finding compiler(Host host) {
    if (host.has("/usr/bin/gcc")) return Finding.ok("gcc", "present");
    return Finding.warn("gcc", "missing; only building jorch needs it", "apt-get install gcc");
  }

  /// A dynamically linked busybox would not start in an image made of nothing else.
  static Finding busybox(Host host) {
    if (!host.has("/usr/bin/busybox") && !host.has("/bin/busybox"))
      return Finding.warn(
          "busybox", "missing; only examples/hello needs it", "apt-get install busybox-static");
    if (host.has("/usr/share/doc/busybox-static")) return Finding.ok("busybox", "static");
    return Finding.warn(
        "busybox",
        "perhaps not static; examples/hello needs it so",
        "apt-get install busybox-static");
  }
}
