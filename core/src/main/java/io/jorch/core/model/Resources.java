package io.jorch.core.model;

import java.util.Map;
import java.util.OptionalLong;

/// An amount of a node's resources, as a limit or a reservation; empty means unlimited or none.
///
/// @param nanoCpus billionths of a CPU (1.5 CPUs = 1_500_000_000)
/// @param memoryBytes bytes of memory
/// @param pids number of processes and threads
/// @param generic other things a node has a number of, by kind, such as `gpu`
public record Resources(
    OptionalLong nanoCpus, OptionalLong memoryBytes, OptionalLong pids, Map<String, Long> generic) {
  public static final Resources NONE =
      new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  public Resources(OptionalLong nanoCpus, OptionalLong memoryBytes, OptionalLong pids) {
    this(nanoCpus, memoryBytes, pids, Map.of());
  }
}
