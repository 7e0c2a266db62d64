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
/// @param decided until a write that was asked for after the fault was acknowledged
/// @param back from its mending until all nodes and tasks were well
/// @param acknowledged how many writes, before and during the fault
record Findings(
    Optional<Duration> servedAgain,
    Duration silence,
    Optional<Duration> decided,
    Duration back,
    int acknowledged,
    Set<String> lost,
    List<Claims.Overlap> twice) {

  String line() {
    return "served again %s, silence %s, decided %s, back %s, %d writes, lost %s, twice %s"
        .formatted(
            servedAgain.map(Seconds::of).orElse("never"),
            Seconds.of(silence),
            decided.map(Seconds::of).orElse("never"),
            Seconds.of(back),
            acknowledged,
            lost,
            twice);
  }
}
