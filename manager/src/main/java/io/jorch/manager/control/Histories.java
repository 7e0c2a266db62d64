package io.jorch.manager.control;

import io.jorch.core.api.DiffView;
import io.jorch.core.api.Progress.Verdict;
import io.jorch.core.api.RevisionView;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.manager.plan.StackDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The revisions of stacks: what became of each, and what differs between two.
final class Histories {
  private final Stacks stacks;
  private final Listings listings;

  Histories(Stacks stacks, Listings listings) {
    this.stacks = stacks;
    this.listings = listings;
  }

  /// The latest first.
  List<RevisionView> of(StackName name) throws RequestException {
    StackRevision current = stacks.find(name).orElseThrow(() -> stacks.missing(name));
    Map<Long, RevisionOutcome> outcomes = stacks.outcomes(name);
    List<RevisionView> views = new ArrayList<>();
    for (StackRevision revision : stacks.history(name).reversed()) {
      RevisionOutcome outcome = outcomes.get(revision.revision());
      boolean present = revision.revision() == current.revision();
      views.add(
          outcome == null
              ? undecided(revision, present)
              : new RevisionView(
                  revision.revision(),
                  revision.createdAt(),
                  revision.reason(),
                  word(outcome),
                  outcome.reason(),
                  present));
    }
    return views;
  }

  private RevisionView undecided(StackRevision revision, boolean present) {
    boolean failing =
        present && listings.progress(revision).verdict() == Verdict.FAILED;
    String state =
        revision.removing()
            ? "removing"
            : !present ? "superseded" : failing ? "failed" : "converging";
    String detail = failing ? listings.progress(revision).problem() : "";
    return new RevisionView(
        revision.revision(), revision.createdAt(), revision.reason(), state, detail, present);
  }

  private static String word(RevisionOutcome outcome) {
    return switch (outcome.state()) {
      case CONVERGED -> "converged";
      case FAILED -> "failed";
      case ROLLED_BACK -> "rolled back";
    };
  }

  /// What differs.
  ///
  /// @param from empty for the one before the current one
  /// @param to empty for the current one
  DiffView diff(StackName name, OptionalLong from, OptionalLong to) throws RequestException {
    StackRevision current = stacks.find(name).orElseThrow(() -> stacks.missing(name));
    List<StackRevision> history = stacks.history(name);
    StackRevision second = to.isPresent() ? revision(name, history, to.getAsLong()) : current;
    StackRevision first =
        from.isPresent()
            ? revision(name, history, from.getAsLong())
            : before(name, history, second);
    return new DiffView(
        name.value(),
        first.revision(),
        second.revision(),
        StackDiff.items(first.spec(), second.spec()));
  }

  private static StackRevision before(
      StackName name, List<StackRevision> history, StackRevision second)
      throws RequestException {
    return history.reversed().stream()
        .filter(each -> each.revision() < second.revision())
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.missing(
                    "stack "
                        + name
                        + " has no revision before "
                        + second.revision()
                        + " to compare with"));
  }

  private static StackRevision revision(
      StackName name, List<StackRevision> history, long number) throws RequestException {
    return history.stream()
        .filter(each -> each.revision() == number)
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.missing(
                    "stack "
                        + name
                        + " has no revision "
                        + number
                        + "; `jorch history "
                        + name
                        + "` lists what is kept"));
  }
}
