package io.jorch.core.model;

/// How busy a machine is, whatever runs there, in tenths (0 to 10): coarse, so that it changes
/// seldom.
///
/// @param cpu of all CPUs' time
/// @param memory that could not be had without swapping
public record NodeUsage(int cpu, int memory) {
  public static final NodeUsage NONE = new NodeUsage(0, 0);

  /// The scarcer of the two decides.
  public int worst() {
    return Math.max(cpu, memory);
  }
}
