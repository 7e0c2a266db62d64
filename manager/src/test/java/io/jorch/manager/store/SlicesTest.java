package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final NetworkName NET = new NetworkName("shop_default");
  private static final NetworkName BACK = new NetworkName("shop_back");
  private static final NodeId ONE = new NodeId("node00000001");
  private static final NodeId TWO = new NodeId("node00000002");

  @Test
  void everyNodeGetsItsOwnSliceAndEveryNetworkItsOwnNumber() {
    Map<NetworkName, NetworkPlan> plans =
        Slices.grant(
            Map.of(),
            Map.of(
                NET, need("10.192.0.0/20", Map.of(ONE, 5, TWO, 0)),
                BACK, need("10.192.16.0/20", Map.of(ONE, 5))));
    assertEquals(
        Map.of(
            NET,
            new NetworkPlan(
                Slices.FIRST_VNI + 1,
                Map.of(ONE, List.of("10.192.0.0/28"), TWO, List.of("10.192.0.16/28"))),
            BACK,
            new NetworkPlan(Slices.FIRST_VNI, Map.of(ONE, List.of("10.192.16.0/28")))),
        plans);
  }

  @Test
  void aNodeWithManyContainersGetsMoreAndKeepsItsFirst() {
    NetworkPlan before =
        new NetworkPlan(
            Slices.FIRST_VNI,
            Map.of(ONE, List.of("10.192.0.16/28"), TWO, List.of("10.192.0.32/28")));
    NetworkPlan after = plan(Map.of(NET, before), need("10.192.0.0/20", Map.of(ONE, 125)));
    List<String> own = after.slices().getOrDefault(ONE, List.of());
    assertEquals("10.192.0.16/28", own.getFirst());
    assertEquals("10.192.0.0/28", own.get(1));
    assertEquals(8, own.size());
    assertFalse(own.contains("10.192.0.32/28"));
    assertFalse(Slices.lacks("10.192.0.0/20", own, 125));
    assertTrue(Slices.lacks("10.192.0.0/20", own, 128));
  }

  @Test
  void nothingChangesWhereNobodyLacksAnything() {
    NetworkPlan plan = new NetworkPlan(Slices.FIRST_VNI, Map.of(ONE, List.of("10.192.0.0/28")));
    assertEquals(
        Map.of(),
        Slices.grant(Map.of(NET, plan), Map.of(NET, need("10.192.0.0/20", Map.of(ONE, 14)))));
  }

  @Test
  void aSmallSubnetIsCutSmallerAndGivesWhatThereIs() {
    NetworkPlan plan = plan(Map.of(), need("10.9.0.0/29", Map.of(ONE, 9, TWO, 9)));
    assertEquals(Map.of(ONE, List.of("10.9.0.0/30", "10.9.0.4/30")), plan.slices());
  }

  @Test
  void noNodesOwnAddressIsOneThatAContainerDemands() {
    Slices.Need need =
        new Slices.Need("10.9.0.0/24", Map.of(ONE, 0, TWO, 20), Set.of("10.9.0.1", "10.9.0.32"));
    NetworkPlan plan = plan(Map.of(), need);
    assertEquals(List.of("10.9.0.16/28"), plan.slices().get(ONE));
    assertEquals(List.of("10.9.0.48/28", "10.9.0.0/28"), plan.slices().get(TWO));
  }

  @Test
  void slicesNeverOverlap() {
    Map<NodeId, Integer> all = new HashMap<>();
    for (int i = 0; i < 100; i++) all.put(new NodeId("node%08d".formatted(i)), i % 40);
    NetworkPlan plan = plan(Map.of(), need("10.192.0.0/20", all));
    Set<String> seen = new HashSet<>();
    plan.slices().values().forEach(own -> own.forEach(each -> assertTrue(seen.add(each), each)));
    assertEquals(100, plan.slices().size());
  }

  private static NetworkPlan plan(Map<NetworkName, NetworkPlan> given, Slices.Need need) {
    return Slices.grant(given, Map.of(NET, need)).getOrDefault(NET, new NetworkPlan(0, Map.of()));
  }

  private static Slices.Need need(String subnet, Map<NodeId, Integer> containers) {
    return new Slices.Need(subnet, containers, Set.of());
  }
}
