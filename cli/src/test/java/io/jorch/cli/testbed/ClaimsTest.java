package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.cli.testbed.Claims.Claim;
import io.jorch.cli.testbed.Claims.Overlap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
  private static final Claim EARLY = new Claim("early", 1, 5);
  private static final Claim LATE = new Claim("late", 5.01, 9);

  @Test
  void oneAfterTheOtherIsNoOverlap() {
    assertEquals(List.of(), new Claims(List.of(LATE, EARLY)).overlaps());
  }

  @Test
  void oneThatBeginsBeforeTheOtherEndsOverlaps() {
    Claim between = new Claim("between", 4.99, 6);
    assertEquals(
        List.of(new Overlap(EARLY, between), new Overlap(between, LATE)),
        new Claims(List.of(LATE, between, EARLY)).overlaps());
  }

  @Test
  void oneThatWasSilentMeanwhileStillHolds() {
    Claim frozen = new Claim("frozen", 0, 10);
    assertEquals(
        List.of(new Overlap(frozen, EARLY), new Overlap(frozen, LATE)),
        new Claims(List.of(frozen, EARLY, LATE)).overlaps());
  }

  @Test
  void halfALineIsNoBeat(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("one"), "1.00\n2.50\n3.0");
    Files.writeString(directory.resolve("none"), "7");
    assertEquals(List.of(new Claim("one", 1, 2.5)), Claims.read(directory).all());
  }
}
