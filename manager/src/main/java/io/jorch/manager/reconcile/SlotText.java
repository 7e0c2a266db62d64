package io.jorch.manager.reconcile;

/// The words for the state of a slot, as the rest of a sentence that begins with its name.
final class SlotText {
  private SlotText() {}

  static String of(SlotState state) {
    return switch (state) {
      case SlotState.Ready _ -> "is running";
      case SlotState.Coming(Seen task) -> "is " + coming(task);
      case SlotState.Done _ -> "is complete";
      case SlotState.GaveUp(Seen _, String reason) -> "is given up: " + reason;
      case SlotState.Unhealthy _ -> "is unhealthy";
      case SlotState.Outdated _ -> "has yet to be replaced";
      case SlotState.Replacing(_, Seen next) -> "is being replaced, the next one " + coming(next);
      case SlotState.Ending(Seen task) -> "waits for task " + task.shortId() + " to end";
      case SlotState.Vacant _ -> "is about to be created";
      case SlotState.BackingOff(Seen last, _, int attempt) -> backingOff(last, attempt);
      case SlotState.Stranded _ -> "is on a lost node";
    };
  }

  static String backingOff(Seen last, int attempt) {
    return "waits before restart "
        + attempt
        + " in a row: task "
        + last.shortId()
        + " "
        + last.end();
  }

  private static String coming(Seen task) {
    return switch (task.state()) {
      case PENDING -> "not placed yet";
      case ASSIGNED, PREPARING -> "being prepared";
      case STARTING -> "starting";
      case RUNNING ->
          task.unhealthy()
              ? "unhealthy"
              : task.ready() ? "running" : "running, its health not decided yet";
      case COMPLETE, FAILED, REJECTED, LOST, REMOVED -> "ended";
    };
  }
}
