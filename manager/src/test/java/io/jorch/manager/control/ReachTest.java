package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.NodeService;
import io.jorch.manager.node.Liveness;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.NodeFit;
import io.jorch.manager.stream.FarNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123Z");
  private static final NodeId BETA = new NodeId("b".repeat(32));
  private final FarNode beta = new FarNode("beta");

  private static Task task(Optional<NodeId> node) {
    return new Task(
        new TaskId("1".repeat(32)),
        new StackName("shop"),
        new ServiceName("web"),
        1,
        "shop-web-1",
        new SpecHash("0".repeat(64)),
        node,
        Task.Desired.RUN,
        NOON,
        0);
  }

  private static Picture picture(Liveness liveness, Map<TaskId, String> unplaced) {
    NodeInfo info =
        new NodeInfo(
            BETA, "beta", "amd64", "6", "1", Resources.NONE, Map.of(), 1, NOON, List.of(), 0);
    NodeState state = new NodeState(info, liveness, true, true);
    return new Picture(
        new Stacks.Wanted(List.of(), Map.of()),
        Map.of(),
        Map.of(BETA, state),
        NodeFit.ANY,
        unplaced,
        Map.of(),
        NOON);
  }

  private static String refusal(Liveness liveness, Task task) {
    NodeServices none = NodeServices.only(BETA, Optional::empty);
    Reach reach = new Reach(none, () -> picture(liveness, Map.of(task.id(), "no node has room")));
    return String.valueOf(
        assertThrows(RequestException.class, () -> reach.task(task)).getMessage());
  }

  @Test
  void aTaskIsAskedOnItsNode() throws Exception {
    NodeServices one = NodeServices.only(BETA, () -> Optional.of(beta));
    NodeService found =
        new Reach(one, () -> picture(new Liveness.Ready(), Map.of())).task(task(Optional.of(BETA)));
    assertSame(beta, found);
  }

  @Test
  void aNodeThatIsAwayIsNamedWithSinceWhenAndWhatToDo() {
    assertEquals(
        "container shop-web-1 is on another node, and node beta has been away since"
            + " 2026-01-02T12:00:00Z; what it runs goes on there; start jorch on beta or mend its"
            + " network, and try again (`jorch node ls` shows all nodes)",
        refusal(new Liveness.Disconnected(NOON), task(Optional.of(BETA))));
    assertEquals(
        "container shop-web-1 is on another node, and node beta has been away since"
            + " 2026-01-02T12:00:00Z and is given up as lost; what it runs goes on there; start"
            + " jorch on beta or mend its network, and try again (`jorch node ls` shows all nodes)",
        refusal(new Liveness.Lost(NOON), task(Optional.of(BETA))));
  }

  @Test
  void aTaskWithoutANodeSaysWhyItHasNone() {
    assertEquals(
        "container shop-web-1 is on no node yet: no node has room",
        refusal(new Liveness.Ready(), task(Optional.empty())));
  }
}
