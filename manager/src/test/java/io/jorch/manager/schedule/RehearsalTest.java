package io.jorch.manager.schedule;

import static io.jorch.manager.schedule.Clusters.GIB;
import static io.jorch.manager.schedule.Clusters.id;
import static io.jorch.manager.schedule.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackSpec;
import io.jorch.manager.node.Intake;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two workers of 64 GiB, and a file.
class RehearsalTest {
  private static final StackSpec STACK =
      StackNeedsTest.stack(
          """
          fits: { image: i, deploy: { replicas: 100 } }
          large:
            image: i
            deploy: { replicas: 5, resources: { reservations: { memory: 40G } } }
          none: { image: i, deploy: { placement: { constraints: [node.role==manager] } } }
          many: { image: i, deploy: { replicas: 7, placement: { max_replicas_per_node: 3 } } }
          each: { image: i, deploy: { mode: global, resources: { reservations: { cpus: '33' } } } }
          """);
  private final Occupancy occupancy = new Occupancy();

  @BeforeEach
  void nodes() {
    occupancy.node(node(1).state());
    occupancy.node(node(2).state());
  }

  private Map<ServiceName, String> foreseen() {
    return new Rehearsal(occupancy, Map.of(), Images.UNKNOWN).of(STACK, STACK.services().values());
  }

  private static final Map<ServiceName, String> USUAL =
      Map.of(
          new ServiceName("large"),
          "3 of 5: no suitable node (insufficient memory on host1, host2)",
          new ServiceName("none"),
          "no suitable node (constraint node.role==manager not met on host1, host2)",
          new ServiceName("many"),
          "1 of 7: no suitable node (max_replicas_per_node reached on host1, host2)");

  @Test
  void countsTheTasksThatWouldHaveNoPlace() {
    assertEquals(USUAL, foreseen());
    assertEquals(0, occupancy.size());
    assertEquals(USUAL, foreseen(), "nothing has been taken");
  }

  @Test
  void seesWhatIsThereAlready() {
    occupancy.hold(
        Clusters.task("old", 1, new Random(1)),
        id(1),
        Wish.any().cpus(40).memory(60 * GIB).needs());
    Map<ServiceName, String> found = foreseen();
    assertEquals(
        "4 of 5: no suitable node (insufficient memory on host1, host2)",
        found.get(new ServiceName("large")));
    assertEquals(
        "1 of 2: no suitable node (insufficient cpus on host1)",
        found.get(new ServiceName("each")));
    assertEquals(1, occupancy.size());
  }

  @Test
  void aGlobalServiceIsNotWantedOnADrainedNode() {
    occupancy.node(node(2).is(Intake.DRAINED).state());
    occupancy.hold(Clusters.task("old", 1, new Random(1)), id(2), Wish.any().cpus(40).needs());
    assertEquals(null, foreseen().get(new ServiceName("each")));
  }
}
