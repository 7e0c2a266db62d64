package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.cli.testbed.Claims.Claim;
import io.jorch.cli.testbed.Claims.Overlap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Findings after(long millis) {
    Duration time = Duration.ofMillis(millis);
    return new Findings(
        Optional.of(time),
        time,
        Optional.of(time),
        time,
        new Findings.Writes(10, Set.of()),
        List.of());
  }

  @Test
  void showsMedianAndWorstAndSumsWhatWasLost() {
    Claim claim = new Claim("a", 1, 2);
    Findings bad =
        new Findings(
            Optional.empty(),
            Duration.ofSeconds(9),
            Optional.empty(),
            Duration.ofSeconds(8),
            new Findings.Writes(5, Set.of("w")),
            List.of(new Overlap(claim, claim)));
    Table table =
        new Table(
            Map.of("link cut", List.of(after(1000), after(3000), after(2000), bad)),
            Map.of("link cut", 2));
    String row = table.markdown().lines().skip(2).findFirst().orElseThrow();
    assertEquals(
        "| link cut | 4 (and 2 failed) | 2.00 s / 3.00 s, never 1 times | 3.00 s / 9.00 s |"
            + " 2.00 s / 3.00 s | 3.00 s / 8.00 s | 35 / 1 | 1 |",
        row);
  }

  @Test
  void optionsThatAreUnknownAreRefused() {
    String[] wrong = {"--run", "3"};
    assertThrows(IllegalArgumentException.class, () -> FaultTable.Options.parse(wrong));
    String[] right = {"--runs", "3", "--only", "cut", "--only", "power"};
    assertEquals(
        new FaultTable.Options(3, 3, 3, List.of("cut", "power"), Path.of("target", "faults")),
        FaultTable.Options.parse(right));
  }
}
