package io.jorch.core.api;

import java.util.List;
import java.util.OptionalLong;

/// How far a stack is from its revision: one element of the convergence stream. The stream ends
/// with the first element whose verdict is not `CONVERGING`.
///
/// @param problem why it fails or is being rolled back, or what stayed behind of a stack that was
/// removed; empty otherwise
/// @param failedTask id of the task whose last log lines explain it, or empty
/// @param rolledBackTo the earlier revision whose specification takes its place, if one does
public record Progress(
    String stack,
    long revision,
    Verdict verdict,
    List<ServiceProgress> services,
    String problem,
    String failedTask,
    OptionalLong rolledBackTo) {
  public Progress(
      String stack,
      long revision,
      Verdict verdict,
      List<ServiceProgress> services,
      String problem,
      String failedTask) {
    this(stack, revision, verdict, services, problem, failedTask, OptionalLong.empty());
  }

  /// Where it stands.
  public enum Verdict {
    CONVERGING,
    CONVERGED,
    FAILED,
    /// It failed, and an earlier revision's specification took its place.
    ROLLED_BACK,
    /// The stack is gone, as asked for.
    REMOVED,
    /// A newer revision took over.
    SUPERSEDED
  }

  /// How far one service is.
  ///
  /// @param waiting what the service waits for, or empty
  /// @param outdated replicas that still run an earlier specification
  public record ServiceProgress(
      String service,
      int desired,
      int ready,
      int done,
      String waiting,
      List<Replica> replicas,
      int outdated) {
    public ServiceProgress(
        String service, int desired, int ready, int done, String waiting, List<Replica> replicas) {
      this(service, desired, ready, done, waiting, replicas, 0);
    }
  }

  /// How far one replica is.
  ///
  /// @param state a word such as `preparing`, `running`, `healthy`
  public record Replica(int slot, String task, String state, String detail) {}
}
