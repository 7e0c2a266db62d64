package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.EndpointSet.Stage;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final NetworkName NET = new NetworkName("shop_default");
  private static final Optional<Ipv4> UNDERLAY = Optional.of(Ipv4.parse("203.0.113.1"));
  private static final EndpointSet PEER =
      new EndpointSet(new NodeId("node00000002"), "203.0.113.2", Map.of(), List.of());
  private final List<EndpointSet> told = new ArrayList<>();
  private final CompletableFuture<Void> sent = new CompletableFuture<>();
  private final Notices notices =
      new Notices(
          new NodeId("node00000001"),
          set -> {
            told.add(set);
            return sent;
          });

  @Test
  void onlyWhatIsNewIsTold() {
    var _ = tell(UNDERLAY, Stage.READY);
    var _ = tell(UNDERLAY, Stage.READY);
    var _ = tell(UNDERLAY, Stage.DRAINING);
    assertEquals(
        List.of(Stage.READY, Stage.DRAINING),
        told.stream().map(set -> set.endpoints().getFirst().stage()).toList());
    assertEquals("203.0.113.1", told.getFirst().underlay());
    assertEquals(Map.of(NET, "10.0.0.1"), told.getFirst().gateways());
  }

  @Test
  void withoutOthersNothingIsWaitedFor() {
    assertTrue(tell(UNDERLAY, Stage.READY).isDone());
    assertEquals(1, told.size());
  }

  @Test
  void aNodeAloneTellsNothing() {
    assertTrue(tell(Optional.empty(), Stage.READY, PEER).isDone());
    assertEquals(List.of(), told);
  }

  @Test
  void othersGetAMomentAlsoWhenTheyCannotBeTold() throws Exception {
    CompletableFuture<Void> settled = tell(UNDERLAY, Stage.DRAINING, PEER);
    assertFalse(settled.isDone());
    sent.completeExceptionally(new IllegalStateException("cut off"));
    settled.get();
  }

  private CompletableFuture<Void> tell(Optional<Ipv4> underlay, Stage stage, EndpointSet... peers) {
    Endpoint task =
        new Endpoint(
            new TaskId("0".repeat(32)),
            new StackName("shop"),
            new ServiceName("web"),
            "shop-web-1",
            "host1",
            List.of(new NetworkAttachment(NET, List.of(), Optional.empty())),
            Map.of(NET, "10.0.0.2"),
            stage);
    return notices.tell(
        underlay, Map.of(NET, "10.0.0.1"), new Endpoints(List.of(task), List.of(peers)));
  }
}
