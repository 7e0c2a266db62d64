package io.jorch.agent.linux.cgroup;

import java.util.Optional;
import java.util.OptionalLong;

/// What a group may use. Absent means without limit, or the kernel's default share.
///
/// @param memory bytes of memory
/// @param memoryReservation bytes that are reclaimed last
/// @param memorySwap bytes of memory and swap together, -1 for unlimited swap; when absent, as much
///     swap as memory
/// @param cpuShares weight against other groups, 1024 being the normal one
/// @param pids number of tasks, threads included
/// @param cpusetCpus processors such as `0-2,7`
/// @param cpusetMems memory nodes, in the same form
public record Limits(
    OptionalLong memory,
    OptionalLong memoryReservation,
    OptionalLong memorySwap,
    Optional<CpuQuota> cpuQuota,
    OptionalLong cpuShares,
    OptionalLong pids,
    Optional<String> cpusetCpus,
    Optional<String> cpusetMems) {

  private static final OptionalLong NO = OptionalLong.empty();

  public static final Limits NONE =
      new Limits(NO, NO, NO, Optional.empty(), NO, NO, Optional.empty(), Optional.empty());

  /// Microseconds of processor time in each period of so many microseconds.
  public record CpuQuota(long quota, long period) {
    private static final long PERIOD = 100_000;
    private static final long NANOS_PER_CPU = 1_000_000_000;

    /// The kernel refuses less than a millisecond of time.
    private static final long LEAST = 1_000;

    /// `1_500_000_000` is one and a half processors.
    public static CpuQuota ofNanoCpus(long nanoCpus) {
      return new CpuQuota(Math.max(LEAST, nanoCpus * PERIOD / NANOS_PER_CPU), PERIOD);
    }
  }

  public Limits withMemory(long bytes) {
    return new Limits(
        OptionalLong.of(bytes),
        memoryReservation,
        memorySwap,
        cpuQuota,
        cpuShares,
        pids,
        cpusetCpus,
        cpusetMems);
  }

  public Limits withMemoryReservation(long bytes) {
    return new Limits(
        memory,
        OptionalLong.of(bytes),
        memorySwap,
        cpuQuota,
        cpuShares,
        pids,
        cpusetCpus,
        cpusetMems);
  }

  public Limits withMemorySwap(long bytes) {
    return new Limits(
        memory,
        memoryReservation,
        OptionalLong.of(bytes),
        cpuQuota,
        cpuShares,
        pids,
        cpusetCpus,
        cpusetMems);
  }

  public Limits withCpuQuota(CpuQuota quota) {
    return new Limits(
        memory,
        memoryReservation,
        memorySwap,
        Optional.of(quota),
        cpuShares,
        pids,
        cpusetCpus,
        cpusetMems);
  }

  public Limits withCpuShares(long shares) {
    return new Limits(
        memory,
        memoryReservation,
        memorySwap,
        cpuQuota,
        OptionalLong.of(shares),
        pids,
        cpusetCpus,
        cpusetMems);
  }

  public Limits withPids(long most) {
    return new Limits(
        memory,
        memoryReservation,
        memorySwap,
        cpuQuota,
        cpuShares,
        OptionalLong.of(most),
        cpusetCpus,
        cpusetMems);
  }

  public Limits withCpusetCpus(String cpus) {
    return new Limits(
        memory,
        memoryReservation,
        memorySwap,
        cpuQuota,
        cpuShares,
        pids,
        Optional.of(cpus),
        cpusetMems);
  }

  boolean needsCpuset() {
    return cpusetCpus.isPresent() || cpusetMems.isPresent();
  }

  /// Memory and swap together, -1 for unlimited; absent when memory is not limited.
  OptionalLong memoryAndSwap() {
    if (memorySwap.isPresent() && memorySwap.getAsLong() != 0) return memorySwap;
    return memory.isPresent() ? OptionalLong.of(2 * memory.getAsLong()) : OptionalLong.empty();
  }
}
