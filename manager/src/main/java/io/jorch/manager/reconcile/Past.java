package io.jorch.manager.reconcile;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackRevision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is durably known of a stack beside its present revision, and cannot be derived from what
/// is observed.
///
/// @param outcome what became of the present revision, once that is decided
/// @param fallback the latest earlier revision that had converged
public record Past(Optional<RevisionOutcome> outcome, Optional<StackRevision> fallback) {
  public static final Past NONE = new Past(Optional.empty(), Optional.empty());

  /// Works it out from what is kept. What came before a removal is not fallen back to.
  ///
  /// @param history of the stack, oldest first, the present revision last
  /// @param outcomes by revision
  public static Past of(List<StackRevision> history, Map<Long, RevisionOutcome> outcomes) {
    if (history.isEmpty()) {
      return NONE;
    }
    Optional<StackRevision> fallback = Optional.empty();
    for (StackRevision earlier : history.subList(0, history.size() - 1)) {
      RevisionOutcome outcome = outcomes.get(earlier.revision());
      boolean converged = outcome != null && outcome.state() == RevisionOutcome.State.CONVERGED;
      if (earlier.removing()) {
        fallback = Optional.empty();
      } else if (converged) {
        fallback = Optional.of(earlier);
      }
    }
    return new Past(Optional.ofNullable(outcomes.get(history.getLast().revision())), fallback);
  }

  /// Why the update of the present revision has stopped, if it has.
  Optional<RevisionOutcome> failure() {
    return outcome.filter(known -> known.state() == RevisionOutcome.State.FAILED);
  }

  Past with(RevisionOutcome decided) {
    return new Past(Optional.of(decided), fallback);
  }
}
