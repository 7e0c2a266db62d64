package io.jorch.manager.store;

import static io.jorch.manager.store.SubnetsTest.network;
import static io.jorch.manager.store.SubnetsTest.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackRevision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkLedgerIT {
  private static final NetworkName NET = new NetworkName("shop_a");
  private static final NodeId ONE = new NodeId("aaaaaaaaaaaa");
  private static final NodeId TWO = new NodeId("bbbbbbbbbbbb");

  @TempDir Path directory;
  private Store store;
  private StackStore stacks;
  private StackRevision shop;

  @BeforeEach
  void open() {
    store = RaftStore.open(StoreConfig.alone(directory.resolve("store")));
    stacks = new StackStore(store);
    Proposal up = Proposal.of(stack("shop", network("shop_a")), "up", Instant.EPOCH);
    shop = assertInstanceOf(Accepted.Stored.class, stacks.propose(up, List.of()).join()).revision();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private CompletableFuture<Map<NetworkName, NetworkPlan>> grant(Map<NodeId, Integer> needs) {
    NetworkName nobodys = new NetworkName("nobodys");
    return stacks.networks().grant(Map.of(NET, needs, nobodys, Map.of(ONE, 1)), Map.of());
  }

  @Test
  void slicesAreGivenOnceAndTakenBackWithTheNodeOrTheNetwork() {
    NetworkPlan both =
        new NetworkPlan(
            Slices.FIRST_VNI,
            Map.of(ONE, List.of("10.192.0.0/28"), TWO, List.of("10.192.0.16/28")));
    assertEquals(Map.of(NET, both), grant(Map.of(ONE, 3, TWO, 0)).join());
    long version = stacks.state().version();
    assertEquals(Map.of(NET, both), grant(Map.of(TWO, 9)).join());
    assertEquals(version, stacks.state().version(), "nothing was written");
    stacks.networks().release(ONE).join();
    NetworkPlan rest = new NetworkPlan(Slices.FIRST_VNI, Map.of(TWO, List.of("10.192.0.16/28")));
    assertEquals(Map.of(NET, rest), stacks.state().plans());
    assertTrue(stacks.forget(shop, VolumeFates.NONE).join());
    assertEquals(Map.of(), stacks.state().plans());
  }

  @Test
  void whoAsksAtTheSameTimeGetsDifferentSlices() {
    List<CompletableFuture<Map<NetworkName, NetworkPlan>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Map<NodeId, Integer> needs = Map.of(new NodeId("node%08d".formatted(i)), 1);
      all.add(CompletableFuture.supplyAsync(() -> grant(needs).join(), Thread::startVirtualThread));
    }
    all.forEach(CompletableFuture::join);
    Set<String> slices = new HashSet<>();
    stacks.state().plans().values().forEach(plan -> plan.slices().values().forEach(slices::addAll));
    assertEquals(20, slices.size());
  }
}
