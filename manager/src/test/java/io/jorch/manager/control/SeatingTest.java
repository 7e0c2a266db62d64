package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.node.Presence;
import io.jorch.manager.reconcile.Specs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatingTest {
  private static final SpecHash SPEC = new SpecHash("0".repeat(64));
  private static final NodeId ONE = new NodeId("node00000001");
  private static final Instant NOW = Instant.EPOCH;
  private final Random random = new Random(1);
  private final Board board = new Board(new Attendances(1, NOW, Presence.LOST_AFTER));
  private final Seating seating = new Seating(new NeedsBook());

  SeatingTest() {
    board.put(SPEC, Specs.task("web"));
  }

  private void update() {
    seating.update(board, Set.of(), board.states(NOW), NOW);
  }

  private void join() {
    board.node(
        new NodeInfo(ONE, "h", "amd64", "6", "1", Resources.NONE, Map.of(), 1, NOW, List.of(), 0));
  }

  private Task task() {
    return new Task(
        TaskId.random(random),
        new StackName("shop"),
        new ServiceName("web"),
        1,
        "shop-web-1",
        SPEC,
        Optional.empty(),
        Task.Desired.RUN,
        NOW,
        0);
  }

  private void ended(Task task) {
    board.take(
        new TaskStatus(
            task.id(),
            ONE,
            1,
            TaskState.COMPLETE,
            Health.NONE,
            NOW,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            "",
            OptionalInt.empty(),
            Map.of(),
            Map.of(),
            false));
  }

  @Test
  void aTaskWaitsThenHoldsAPlaceThenNothing() {
    join();
    Task task = task();
    board.put(task);
    update();
    assertEquals(1, seating.requests(board).size());
    board.put(task.on(ONE));
    update();
    assertEquals(0, seating.requests(board).size());
    assertEquals(1, seating.occupancy().size());
    update();
    assertEquals(1, seating.occupancy().size());
    ended(task);
    update();
    assertEquals(0, seating.occupancy().size());
  }

  @Test
  void aTaskThatIsForgottenIsForgotten() {
    join();
    Task placed = task().on(ONE);
    Task waiting = task();
    board.put(placed);
    board.put(waiting);
    update();
    board.forget(placed.id());
    board.forget(waiting.id());
    update();
    assertEquals(0, seating.occupancy().size());
    assertEquals(0, seating.requests(board).size());
  }

  @Test
  void aTaskToldBeforeItsNodeHoldsAPlaceWhenTheNodeIsThere() {
    board.recover(task().on(ONE), Specs.task("web"));
    update();
    assertEquals(0, seating.occupancy().size());
    join();
    update();
    assertEquals(1, seating.occupancy().size());
  }

  @Test
  void aStackThatChangedIsCountedAnewAndOnce() {
    join();
    board.put(task().on(ONE));
    update();
    seating.update(board, Set.of(new StackName("shop")), board.states(NOW), NOW);
    assertEquals(1, seating.occupancy().size());
  }
}
