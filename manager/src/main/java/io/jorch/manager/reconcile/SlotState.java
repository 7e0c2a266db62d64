package io.jorch.manager.reconcile;

import java.time.Instant;

/// Where one slot of a service stands, seen against its present specification.
sealed interface SlotState {
  /// Its task runs the present specification and may serve.
  record Ready(Seen task) implements SlotState {}

  /// Its task has the present specification and is on its way (or its health is undecided).
  record Coming(Seen task) implements SlotState {}

  /// Its job is done.
  record Done(Seen task) implements SlotState {}

  /// Its task ended and is not replaced.
  record GaveUp(Seen task, String reason) implements SlotState {}

  /// Its task runs but must be replaced because its health check fails.
  record Unhealthy(Seen task) implements SlotState {}

  /// Its task has an older specification.
  record Outdated(Seen task) implements SlotState {}

  /// Its task has an older specification, serves, and goes when the next one is ready.
  record Replacing(Seen old, Seen next) implements SlotState {}

  /// Its former task has been told to end and has not ended.
  record Ending(Seen task) implements SlotState {}

  /// A new task may fill it.
  ///
  /// @param first no task of the present specification ended here by itself: dependencies count
  record Vacant(int attempt, boolean first) implements SlotState {}

  /// A new task may fill it later.
  record BackingOff(Seen last, Instant until, int attempt) implements SlotState {}

  /// Its task is on a node that is lost, with the volume it needs.
  record Stranded(Seen task) implements SlotState {}

  /// Nothing is left to do for an update to go on to the next slot.
  default boolean settled() {
    return this instanceof Ready || this instanceof Done;
  }
}
