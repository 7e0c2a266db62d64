package io.jorch.manager.control;

import io.jorch.core.api.DiffView;
import io.jorch.core.api.Progress;
import io.jorch.core.api.RevisionView;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.manager.plan.StackDiff;
import java.util.ArrayList;
import java.util.List;
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
    Revisions revisions = stacks.revisions(name);
    List<RevisionView> views = new ArrayList<>();
    for (StackRevision revision : revisions.all().reversed()) {
      boolean present = revision.revision() == current.revision();
      views.add(
          revisions
              .outcome(revision.revision())
              .map(outcome -> view(revision, present, word(outcome), outcome.reason()))
              .orElseGet(() -> undecided(revision, present)));
    }
    return views;
  }

  private static RevisionView view(
      StackRevision revision, boolean present, String state, String detail) {
    return new RevisionView(
        revision.revision(), revision.createdAt(), revision.reason(), state, detail, present);
  }

  private RevisionView undecided(StackRevision revision, boolean present) {
    if (revision.removing()) return view(revision, present, "removing", "");
    if (!present) return view(revision, false, "superseded", "");
    Progress progress = listings.progress(revision);
    boolean failing = progress.verdict() == Progress.Verdict.FAILED;
    return view(revision, true, failing ? "failed" : "converging", progress.problem());
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
    Revisions revisions = stacks.revisions(name);
    StackRevision second = to.isPresent() ? revisions.numbered(to.getAsLong()) : current;
    StackRevision first =
        from.isPresent() ? revisions.numbered(from.getAsLong()) : revisions.before(second);
    return new DiffView(
        name.value(),
        first.revision(),
        second.revision(),
        StackDiff.items(first.spec(), second.spec()));
  }
}
