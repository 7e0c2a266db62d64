package io.jorch.manager.store;

import static io.jorch.manager.store.SubnetsTest.network;
import static io.jorch.manager.store.SubnetsTest.stack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStoreIT {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final StackName SHOP = new StackName("shop");

  @TempDir Path directory;
  private Store store;
  private StackStore stacks;

  @BeforeEach
  void open() {
    store = RaftStore.open(StoreConfig.alone(directory.resolve("store")));
    stacks = new StackStore(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Accepted propose(StackSpec spec, String reason) {
    return stacks.propose(Proposal.of(spec, reason, NOW), List.of()).join();
  }

  private StackRevision stored(StackSpec spec, String reason) {
    return assertInstanceOf(Accepted.Stored.class, propose(spec, reason)).revision();
  }

  @Test
  void whatBecameOfARevisionIsDecidedOnceAndKept() {
    stored(stack("shop", network("shop_a")), "up");
    RevisionOutcome converged = RevisionOutcome.converged(1, NOW);
    assertEquals(Optional.of(converged), stacks.conclude(SHOP, converged).join());
    RevisionOutcome other = RevisionOutcome.converged(1, NOW.plusSeconds(9));
    assertEquals(Optional.of(converged), stacks.conclude(SHOP, other).join());
    stored(stack("shop"), "up");
    assertEquals(Optional.empty(), stacks.conclude(SHOP, other).join(), "no longer current");
    close();
    open();
    assertEquals(Map.of(1L, converged), stacks.state().outcomes(SHOP));
  }

  @Test
  void theLatestRevisionThatConvergedIsKeptHoweverOld() {
    stored(stack("shop"), "up");
    stacks.conclude(SHOP, RevisionOutcome.converged(1, NOW)).join();
    stored(stack("shop", network("shop_a")), "up");
    stacks.conclude(SHOP, RevisionOutcome.converged(2, NOW)).join();
    for (int i = 0; i < StackStore.HISTORY; i++) stored(stack("shop", network("shop_" + i)), "up");
    assertEquals(2, stacks.state().history(SHOP).getFirst().revision());
    assertEquals(Set.of(2L), stacks.state().outcomes(SHOP).keySet());
    stored(stack("shop"), "up");
    assertEquals(2, stacks.state().history(SHOP).getFirst().revision());
    assertEquals(StackStore.HISTORY + 1, stacks.state().history(SHOP).size());
  }

  @Test
  void theSameSpecificationAgainIsARevisionWhenThatIsAskedFor() {
    StackRevision first = stored(stack("shop"), "up");
    assertInstanceOf(Accepted.Unchanged.class, propose(first.spec(), "up"));
    Proposal again = Proposal.of(first.spec(), "rollback", NOW).again(OptionalLong.of(1));
    Accepted.Stored second =
        assertInstanceOf(Accepted.Stored.class, stacks.propose(again, List.of()).join());
    assertEquals(OptionalLong.of(1), second.revision().rollbackTo());
    close();
    open();
    assertEquals(OptionalLong.of(1), stacks.state().stack(SHOP).orElseThrow().rollbackTo());
  }

  @Test
  void numbersRevisionsAndFindsThemAfterARestart() {
    StackRevision first = stored(stack("shop", network("shop_a")), "up");
    StackRevision second = stored(stack("shop", network("shop_a"), network("shop_b")), "up");
    close();
    open();
    DesiredState state = stacks.state();
    assertEquals(1, first.revision());
    assertEquals(2, second.revision());
    assertEquals(List.of(second), state.stacks());
    assertEquals(List.of(first, second), state.history(SHOP));
    assertEquals(List.of("10.192.0.0/20", "10.192.16.0/20"), List.copyOf(state.subnets().values()));
  }

  @Test
  void writesNothingForAnUnchangedStack() {
    StackRevision first = stored(stack("shop", network("shop_a")), "up");
    long version = stacks.state().version();
    assertEquals(new Accepted.Unchanged(first), propose(stack("shop", network("shop_a")), "up"));
    assertEquals(version, stacks.state().version());
  }

  @Test
  void refusesAProposalBasedOnAnOlderRevision() {
    stored(stack("shop"), "up");
    stored(stack("shop", network("shop_a")), "up");
    Proposal late = Proposal.of(stack("shop", network("shop_c")), "scale", NOW).basedOn(1);
    assertEquals(
        new Accepted.Overtaken(OptionalLong.of(2)), stacks.propose(late, List.of()).join());
  }

  @Test
  void keepsTheLastTwentyRevisions() {
    for (int i = 0; i < 25; i++) {
      stored(stack("shop", network("shop_" + i)), "up");
    }
    List<Long> kept = stacks.state().history(SHOP).stream().map(StackRevision::revision).toList();
    assertEquals(20, kept.size());
    assertEquals(List.of(6L, 25L), List.of(kept.getFirst(), kept.getLast()));
  }

  @Test
  void givesConcurrentStacksDifferentSubnetsAndLosesNoRevision() {
    List<CompletableFuture<Accepted>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StackSpec spec = stack("stack" + i % 10, network("n" + i));
      all.add(
          CompletableFuture.supplyAsync(
              () -> stacks.propose(Proposal.of(spec, "up", NOW), List.of()).join(),
              Thread::startVirtualThread));
    }
    all.forEach(each -> assertInstanceOf(Accepted.Stored.class, each.join()));
    Map<?, String> subnets = stacks.state().subnets();
    assertEquals(20, subnets.size());
    assertEquals(20, new HashSet<>(subnets.values()).size());
    assertTrue(stacks.state().stacks().stream().allMatch(stack -> stack.revision() == 2));
  }

  @Test
  void forgetsARemovedStackUnlessItCameBack() {
    stored(stack("shop", network("shop_a")), "up");
    Proposal down = Proposal.of(stack("shop", network("shop_a")), "down", NOW).removing(false);
    StackRevision removed =
        assertInstanceOf(Accepted.Stored.class, stacks.propose(down, List.of()).join()).revision();
    StackRevision back = stored(stack("shop", network("shop_a")), "up");
    assertFalse(stacks.forget(removed, VolumeFates.NONE).join());
    assertTrue(stacks.forget(back, VolumeFates.NONE).join());
    assertEquals(0, store.snapshot().list(DesiredState.STACK).size());
    assertEquals(Map.of(), stacks.state().subnets());
    assertEquals(List.of(), stacks.state().history(SHOP));
  }

  @Test
  void remembersVolumesThatAreToGoUntilTheyHaveOrTheirNodeHas() {
    StackRevision shop = stored(stack("shop", network("shop_a")), "up");
    NodeId one = new NodeId("aaaaaaaaaaaa");
    NodeId two = new NodeId("bbbbbbbbbbbb");
    VolumeName data = new VolumeName("shop_data");
    VolumeName kept = new VolumeName("shop_kept");
    stacks.volumes().bind(data, one).join();
    stacks.volumes().bind(kept, one).join();
    Set<DoomedVolume> doomed = Set.of(new DoomedVolume(one, data), new DoomedVolume(two, data));
    assertTrue(stacks.forget(shop, new VolumeFates(Set.of(data), doomed, List.of())).join());
    assertEquals(Map.of(kept, one), stacks.state().volumes(), "what is not gone stays bound");
    assertEquals(doomed, Set.copyOf(stacks.state().doomed()));
    stacks.volumes().release(two).join();
    assertEquals(List.of(new DoomedVolume(one, data)), stacks.state().doomed());
    stacks.volumes().settle(stacks.state().doomed()).join();
    assertEquals(List.of(), stacks.state().doomed());
  }

  @Test
  void bindsAVolumeToTheFirstNodeOnly() {
    VolumeName data = new VolumeName("shop_data");
    NodeId one = new NodeId("aaaaaaaaaaaa");
    assertEquals(one, stacks.volumes().bind(data, one).join());
    assertEquals(one, stacks.volumes().bind(data, new NodeId("bbbbbbbbbbbb")).join());
    assertEquals(Map.of(data, one), stacks.state().volumes());
  }

  @Test
  void remembersNodes() {
    NodeRecord node =
        new NodeRecord(
            new NodeId("aaaaaaaaaaaa"),
            "host",
            io.jorch.core.model.NodeRole.WORKER,
            "10.0.0.7",
            "127.10.0.7",
            NOW,
            NodeRecord.Availability.DRAIN,
            Map.of("disk", "ssd"));
    assertEquals(Optional.empty(), stacks.change(node.id(), Optional.empty(), each -> each).join());
    assertEquals(List.of(), stacks.state().nodes());
    stacks.change(node.id(), Optional.of(node), each -> each).join();
    assertEquals(List.of(node), stacks.state().nodes());
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) all.add(stacks.change(node.id(), Optional.empty(), labelled(i)));
    all.forEach(CompletableFuture::join);
    assertEquals(21, stacks.state().nodes().getFirst().labels().size(), "no change is lost");
  }

  private static UnaryOperator<NodeRecord> labelled(int number) {
    return record -> {
      Map<String, String> labels = new HashMap<>(record.labels());
      labels.put("label" + number, "");
      return record.with(labels);
    };
  }
}
