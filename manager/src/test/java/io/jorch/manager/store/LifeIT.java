package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group from its first member to its last.
class LifeIT {
  private static final Key WEB = new Key("stack", "web");

  @TempDir Path directory;

  private static long put(Store store, String value) {
    return GroupIT.put(store, WEB, value);
  }

  private static void sees(RaftStore store, String value) {
    Ensemble.await(
        value, () -> store.get(WEB).map(Versioned::value).equals(Optional.of(Blob.of(value))));
  }

  private static String refusal(CompletableFuture<?> refused) {
    CompletionException failure = assertThrows(CompletionException.class, refused::join);
    return assertInstanceOf(StoreException.class, failure.getCause()).getMessage();
  }

  @Test
  void aRemovedMemberThatComesBackDisturbsNobody() throws InterruptedException {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      group.stop("c");
      assertEquals(
          List.of(group.peer("a"), group.peer("b")),
          group.get("b").members().remove(Ensemble.id("c")).join());
      String leader = group.leader("a", "b");
      long epoch = group.get(leader).leadership().leads().orElseThrow();
      RaftStore back = group.reopen("c");
      Ensemble.await("c to know", () -> back.leadership().now() instanceof Standing.Outside);
      TimeUnit.MILLISECONDS.sleep(2L * GrpcSettings.ELECTION_MAX_MILLIS);
      assertEquals(epoch, group.get(leader).leadership().leads().orElseThrow());
      put(group.get("a"), "without c");
    }
  }

  @Test
  void aMemberIsReplacedByAnother() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      put(group.get("c"), "one");
      group.stop("c");
      group.get("a").members().remove(Ensemble.id("c")).join();
      RaftStore fresh = group.join("d", "b");
      sees(fresh, "one");
      put(fresh, "two");
      sees(group.get("a"), "two");
    }
  }

  @Test
  void theLeaderCanBeRemovedAndAnotherLeads() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      String leader = group.leader("a", "b", "c");
      String[] rest =
          List.of("a", "b", "c").stream()
              .filter(name -> !name.equals(leader))
              .toArray(String[]::new);
      group.get(leader).members().remove(Ensemble.id(leader)).join();
      group.leader(rest);
      put(group.get(rest[0]), "without the founder");
      Ensemble.await(
          "the old leader to know",
          () -> group.get(leader).leadership().now() instanceof Standing.Outside);
    }
  }

  @Test
  void leadershipIsHandedOverAndWatched() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      List<Standing> seen = Collections.synchronizedList(new ArrayList<>());
      group.get("b").leadership().watch(seen::add);
      group.get("c").members().transfer(Ensemble.id("b")).join();
      assertEquals("b", group.leader("b"));
      Ensemble.await(
          "the watch", () -> !seen.isEmpty() && seen.getLast() instanceof Standing.Leading);
      assertEquals(Optional.of(group.peer("b")), group.get("a").leadership().leader());
      Standing.Following before = assertInstanceOf(Standing.Following.class, seen.getFirst());
      long epoch = group.get("b").leadership().leads().orElseThrow();
      assertTrue(epoch > before.epoch());
    }
  }

  @Test
  void aMemberThatMissedMoreThanTheLogKeepsIsGivenASnapshot() {
    try (Ensemble group = new Ensemble(directory).snapshotEvery(20)) {
      group.found("a");
      group.join("b", "a");
      group.join("c", "a");
      group.stop("c");
      for (int i = 0; i < 200; i++) {
        GroupIT.put(group.get("a"), new Key("stack", "s" + i % 7), "v".repeat(20_000) + i);
      }
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      RaftStore back = group.reopen("c");
      back.watch(
          "",
          new ChangeListener() {
            @Override
            public void changed(List<Change> changes) {}

            @Override
            public void reloaded() {
              told.add("reloaded");
            }
          });
      Ensemble.await(
          "c to catch up", () -> back.list("stack").equals(group.get("a").list("stack")));
      Ensemble.await("the watch to be told", () -> !told.isEmpty());
      put(back, "after");
    }
  }

  @Test
  void addingOneThatDoesNotAnswerFailsAndChangesNothing() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      String message = refusal(group.get("a").members().add(group.peer("b")));
      assertTrue(
          message.startsWith("cannot add manager " + group.peer("b") + ": it does not answer ("),
          message);
      assertEquals(List.of(group.peer("a")), group.get("a").members().all());
      put(group.get("a"), "still alone");
    }
  }

  @Test
  void oneOfAnotherGroupIsNotAdded() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      group.found("b");
      assertEquals(
          "cannot add manager "
              + group.peer("b")
              + ": its store is of another group; empty it and join again",
          refusal(group.get("a").members().add(group.peer("b"))));
    }
  }

  @Test
  void theLastMemberAndOneThatTheMajorityHangsOnStay() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      group.stop("c");
      assertEquals(
          "cannot remove manager "
              + Ensemble.id("b")
              + ": of the 2 managers that would remain only 1 would answer; bring the others"
              + " back, or remove those first",
          refusal(group.get("a").members().remove(Ensemble.id("b"))));
      group.get("a").members().remove(Ensemble.id("c")).join();
      group.get("a").members().remove(Ensemble.id("b")).join();
      assertEquals(
          "cannot remove manager "
              + Ensemble.id("a")
              + ": it is the last one; the cluster's state would be lost",
          refusal(group.get("a").members().remove(Ensemble.id("a"))));
      put(group.get("a"), "alone again");
    }
  }

  @Test
  void healthTellsRoleReachAndLag() {
    try (Ensemble group = Ensemble.of(directory, "a", "b", "c")) {
      group.stop("c");
      put(group.get("b"), "one");
      List<MemberHealth> health = group.get("b").members().health().join();
      assertEquals(
          List.of(group.peer("a"), group.peer("b"), group.peer("c")),
          health.stream().map(MemberHealth::peer).toList());
      assertEquals(
          List.of(true, true, false), health.stream().map(MemberHealth::reachable).toList());
      assertEquals(
          1, health.stream().filter(each -> each.role() == MemberHealth.Role.LEADER).count());
      assertTrue(health.getLast().trouble().isPresent());
      assertTrue(health.getLast().lastContact().isPresent());
      assertEquals(MemberHealth.Role.UNKNOWN, health.getLast().role());
    }
  }

  @Test
  void aTakenPortIsRefusedInWords() {
    try (Ensemble group = Ensemble.of(directory, "a")) {
      StoreConfig config =
          StoreConfig.member(
              group.directory("b"),
              new Topology.Member(
                  Ensemble.id("b"),
                  group.address("a"),
                  group.address("a"),
                  new Topology.Entry.Founder(),
                  group.authority().issue("b")));
      StoreException refused =
          assertThrows(StoreException.class, () -> RaftStore.open(config).close());
      assertTrue(
          refused.getMessage().startsWith("cannot listen on " + group.address("a")),
          refused.getMessage());
      put(group.get("a"), "still here");
    }
  }
}
