package io.jorch.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.api.ClusterView;
import io.jorch.core.api.ClusterView.Rotation;
import io.jorch.core.api.ClusterView.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static String third(Optional<Rotation> rotation) {
    ClusterView view =
        new ClusterView("c", "f", NOW, "alpha", 1, List.of(), List.of(), List.of(), rotation);
    return ClusterRows.of(view, NOW).get(2);
  }

  @Test
  void aRootThatIsBeingReplacedIsSaidWithTheNodesThatAreMissing() {
    assertEquals(
        "alpha decides; 1 of 0 managers must answer for anything to be changed",
        third(Optional.empty()));
    assertEquals(
        "! its root is being replaced; not renewed yet: alpha, beta (away). Until then the old one"
            + " is trusted too; `jorch node rm` takes out a node that will not come back",
        third(
            Optional.of(
                new Rotation(
                    List.of(new Waiting("a", "alpha", true), new Waiting("b", "beta", false))))));
    assertEquals(
        "! its root is being replaced; all nodes go by the new one, and the old one is about to be"
            + " trusted no more",
        third(Optional.of(new Rotation(List.of()))));
  }
}
