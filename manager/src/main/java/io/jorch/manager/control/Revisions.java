package io.jorch.manager.control;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.RevisionOutcome.State;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The revisions kept of one stack, oldest first, the current one last, with what became of them.
record Revisions(StackName stack, List<StackRevision> all, Map<Long, RevisionOutcome> outcomes) {
  Optional<RevisionOutcome> outcome(long revision) {
    return Optional.ofNullable(outcomes.get(revision));
  }

  boolean is(long revision, State state) {
    return outcome(revision).filter(known -> known.state() == state).isPresent();
  }

  StackRevision numbered(long number) throws RequestException {
    return all.stream()
        .filter(each -> each.revision() == number)
        .findFirst()
        .orElseThrow(() -> missing("has no revision " + number));
  }

  /// The one before.
  StackRevision before(StackRevision revision) throws RequestException {
    return all.reversed().stream()
        .filter(each -> each.revision() < revision.revision())
        .findFirst()
        .orElseThrow(() -> missing("has no revision before " + revision.revision()));
  }

  /// What a user goes back to from `present`.
  ///
  /// @param to empty for the latest revision that had converged and says something else
  StackRevision earlier(StackRevision present, OptionalLong to) throws RequestException {
    return all.reversed().stream()
        .filter(each -> each.revision() < present.revision() && !each.removing())
        .filter(
            each ->
                to.isPresent()
                    ? each.revision() == to.getAsLong()
                    : is(each.revision(), State.CONVERGED) && !each.spec().equals(present.spec()))
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    to.isPresent()
                        ? "has no earlier revision " + to.getAsLong()
                        : "has no other revision that had converged"));
  }

  private RequestException missing(String what) {
    return RequestException.missing(
        "stack " + stack + " " + what + "; `jorch history " + stack + "` lists what is kept");
  }
}
