package io.jorch.manager.control;

import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes durable what was decided about revisions. The decision to go back is stored before the
/// revision that does it, so that a manager that dies between the two is finished by the next.
final class Rulings {
  private static final Logger LOG = LoggerFactory.getLogger(Rulings.class);
  private final Stacks stacks;
  private final Chronicle chronicle;

  Rulings(Stacks stacks, Chronicle chronicle) {
    this.stacks = stacks;
    this.chronicle = chronicle;
  }

  void decide(StackName stack, RevisionOutcome outcome) throws IOException {
    Optional<RevisionOutcome> kept = stacks.conclude(stack, outcome);
    if (kept.equals(Optional.of(outcome))) {
      String word = outcome.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      chronicle.stack(stack.value(), word, outcome.reason(), outcome.at());
    }
  }

  /// Does nothing when a user was quicker, or when it was decided otherwise.
  void rollBack(StackName stack, RevisionOutcome outcome, Instant now) throws IOException {
    decide(stack, outcome);
    Optional<StackRevision> current =
        stacks.find(stack).filter(each -> each.revision() == outcome.revision());
    Revisions revisions = stacks.revisions(stack);
    Optional<StackRevision> back =
        revisions.all().stream()
            .filter(each -> each.revision() == outcome.rolledBackTo().orElse(0))
            .findFirst();
    boolean decided = revisions.is(outcome.revision(), RevisionOutcome.State.ROLLED_BACK);
    if (current.isEmpty() || back.isEmpty() || !decided) return;
    try {
      stacks.put(next(back.get(), outcome, now), current);
    } catch (RequestException e) {
      // Other stacks must not suffer; the next look tries again.
      LOG.warn("stack {} cannot go back to revision {}", stack, back.get().revision(), e);
    }
  }

  private static StackRevision next(StackRevision back, RevisionOutcome outcome, Instant now) {
    return new StackRevision(
        back.spec(),
        outcome.revision() + 1,
        now,
        "rollback to revision " + back.revision() + ": " + outcome.reason(),
        false,
        false,
        outcome.rolledBackTo());
  }
}
