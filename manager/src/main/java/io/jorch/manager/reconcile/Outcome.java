package io.jorch.manager.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to do now, and what only time or others can change.
///
/// @param changes to be applied in this order
/// @param wakeAt when the answer changes without any new observation
/// @param waiting why a slot or service is not where it should be, as a sentence
/// @param warnings what was tolerated, as a sentence
public record Outcome(
    List<Change> changes,
    Optional<Instant> wakeAt,
    Map<SlotRef, String> waiting,
    Map<SlotRef, String> warnings) {}
