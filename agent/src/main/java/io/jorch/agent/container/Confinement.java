package io.jorch.agent.container;

import io.jorch.agent.linux.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What keeps the container from the machine.
///
/// @param seccomp whether the default filter for these capabilities is installed
/// @param masked hidden paths
/// @param readOnly paths below `/proc` that cannot be written
/// @param kernelWritable whether `/sys` and `/sys/fs/cgroup` are writable
public record Confinement(
    Set<Capability> capabilities,
    boolean seccomp,
    boolean noNewPrivileges,
    List<Mask> masked,
    List<String> readOnly,
    boolean kernelWritable) {

  /// Docker's defaults, less the paths that this kernel does not have.
  public static final Confinement DEFAULT =
      new Confinement(
          Capability.DEFAULT,
          true,
          false,
          Stream.of(
                  "/proc/asound",
                  "/proc/acpi",
                  "/proc/interrupts",
                  "/proc/kcore",
                  "/proc/keys",
                  "/proc/latency_stats",
                  "/proc/timer_list",
                  "/proc/timer_stats",
                  "/proc/sched_debug",
                  "/proc/scsi",
                  "/sys/firmware",
                  "/sys/devices/virtual/powercap")
              .filter(path -> Files.exists(Path.of(path)))
              .map(path -> new Mask(path, Files.isDirectory(Path.of(path))))
              .toList(),
          Stream.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")
              .filter(path -> Files.exists(Path.of(path)))
              .toList(),
          false);

  /// `privileged: true`: nothing is kept away.
  public static final Confinement NONE =
      new Confinement(EnumSet.allOf(Capability.class), false, false, List.of(), List.of(), true);

  /// A path that looks empty inside.
  public record Mask(String path, boolean directory) {}

  public Confinement {
    capabilities = Set.copyOf(capabilities);
    masked = List.copyOf(masked);
    readOnly = List.copyOf(readOnly);
  }

  public Confinement withCapabilities(Set<Capability> capabilities) {
    return new Confinement(
        capabilities, seccomp, noNewPrivileges, masked, readOnly, kernelWritable);
  }

  public Confinement withNoNewPrivileges(boolean noNewPrivileges) {
    return new Confinement(
        capabilities, seccomp, noNewPrivileges, masked, readOnly, kernelWritable);
  }

  public Confinement withSeccomp(boolean seccomp) {
    return new Confinement(
        capabilities, seccomp, noNewPrivileges, masked, readOnly, kernelWritable);
  }
}
