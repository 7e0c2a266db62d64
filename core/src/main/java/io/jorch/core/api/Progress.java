package io.jorch.core.api;

import java.util.List;

/// How far a stack is from its revision: one element of the convergence stream. The stream ends
/// with the first element whose verdict is not `CONVERGING`.
///
/// @param problem why it fails, or what stayed behind of a stack that was removed; empty otherwise
/// @param failedTask id of the task whose last log lines explain it, or empty
public record Progress(
    String stack,
    long revision,
    Verdict verdict,
    List<ServiceProgress> services,
    String problem,
    String failedTask) {
  /// Where it stands.
  public enum Verdict {
    CONVERGING,
    CONVERGED,
    FAILED,
    /// The stack is gone, as asked for.
    REMOVED,
    /// A newer revision took over.
    SUPERSEDED
  }

  /// How far one service is.
  ///
  /// @param waiting what the service waits for, or empty
  public record ServiceProgress(
      String service, int desired, int ready, int done, String waiting, List<Replica> replicas) {}

  /// How far one replica is.
  ///
  /// @param state a word such as `preparing`, `running`, `healthy`
  public record Replica(int slot, String task, String state, String detail) {}
}
