package io.jorch.manager.reconcile;

import java.util.OptionalInt;

/// How many more tasks of a job may be made now (`max_concurrent`).
final class Turns {
  private final OptionalInt most;
  private int live;

  Turns(Service service) {
    most = service.spec().deployment().maxConcurrent();
    if (most.isPresent()) {
      live = (int) service.slots().values().stream().filter(Slot::anyLive).count();
    }
  }

  /// Takes a turn if there is one.
  boolean take() {
    if (most.isEmpty()) return true;
    if (live >= most.getAsInt()) return false;
    live++;
    return true;
  }

  String reason() {
    return "waits for its turn: no more than " + most.orElse(0) + " of the job run at a time";
  }
}
