package io.jorch.cli.testbed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a service was served, by the questions one client asked one after the other.
///
/// @param samples in the order of asking
public record Served(List<Sample> samples) {

  /// Those that were asked at that time or later.
  public Served since(long nanos) {
    return new Served(samples.stream().filter(sample -> sample.asked() >= nanos).toList());
  }

  /// From the first question that failed to the next good answer, at its longest; one that lasts to
  /// the end counts to the end. Zero when all questions were answered.
  public Duration longestOutage() {
    long longest = 0;
    Optional<Sample> failed = Optional.empty();
    for (Sample sample : samples) {
      if (!sample.good() && failed.isEmpty()) failed = Optional.of(sample);
      long from = failed.map(Sample::asked).orElse(sample.answered());
      longest = Math.max(longest, failed.isPresent() ? sample.answered() - from : 0);
      if (sample.good()) failed = Optional.empty();
    }
    return Duration.ofNanos(longest);
  }

  public long failures() {
    return samples.stream().filter(sample -> !sample.good()).count();
  }

  /// How long after that time so many different replicas had answered, those left out not counted
  /// (they were struck, and answers of theirs may still be under way).
  public Optional<Duration> untilReplicas(int count, long nanos, Set<String> leftOut) {
    Set<String> seen = new TreeSet<>();
    for (Sample sample : since(nanos).samples()) {
      sample.by().filter(name -> !leftOut.contains(name)).ifPresent(seen::add);
      if (seen.size() >= count) return Optional.of(Duration.ofNanos(sample.answered() - nanos));
    }
    return Optional.empty();
  }
}
