package io.jorch.cli.faults;

import io.jorch.cli.testbed.Claims;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one fault did, once. Times count from the fault, but for `back`.
///
/// @param servedAgain until as many replicas as desired answer, the struck ones not counted; none
/// when that did not come to pass
/// @param silence the longest time without a good answer at the published port of a host that was
/// not struck
/// @param decided from the moment when all of the fault had happened (or from its mending, when it
/// left no majority) until a write was acknowledged that was asked for later
/// @param back from its mending until all nodes and tasks were well
record Findings(
    Optional<Duration> servedAgain,
    Duration silence,
    Optional<Duration> decided,
    Duration back,
    Writes writes,
    List<Claims.Overlap> twice) {

  /// What users wrote from just before the fault until all was well.
  ///
  /// @param lost those that were acknowledged and are not there
  record Writes(int acknowledged, Set<String> lost) {}

  String line() {
    return "served again %s, silence %s, decided %s, back %s, %d writes, lost %s, twice %s"
        .formatted(
            servedAgain.map(Seconds::of).orElse("never"),
            Seconds.of(silence),
            decided.map(Seconds::of).orElse("never"),
            Seconds.of(back),
            writes.acknowledged(),
            writes.lost(),
            twice);
  }
}
