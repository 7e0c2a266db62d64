package io.jorch.core.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClusterIT {
  private static final NodeId ONE = new NodeId("aaaaaaaaaaaa");
  private static final NodeId TWO = new NodeId("bbbbbbbbbbbb");
  private static final TaskId TASK = new TaskId("0123456789abcdef0123456789abcdef");

  /// Addresses differ between processes, so that two runs of this test can share a machine.
  private static InetAddress address(int last) {
    try {
      long pid = ProcessHandle.current().pid();
      return InetAddress.getByAddress(
          new byte[] {127, (byte) (20 + (pid >> 8) % 200), (byte) pid, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static ClusterConfig pair(NodeId node, int last, boolean lite) {
    return new ClusterConfig(
        "pair",
        node,
        address(last),
        ClusterConfig.PORT,
        List.of(address(2), address(3)),
        Set.of(lite ? Role.AGENT : Role.MANAGER),
        lite);
  }

  private static TaskStatus status(TaskId task, long sequence) {
    return new TaskStatus(
        task,
        ONE,
        sequence,
        TaskState.RUNNING,
        Health.NONE,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        OptionalInt.of(42),
        Map.of(),
        Map.of(),
        false);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Test
  void neverLetsAStaleReportOverwriteANewerOne() {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)))) {
      SharedMap<TaskId, TaskStatus> statuses = cluster.map(MapName.STATUSES);
      assertTrue(done(statuses.putIfNewer(TASK, status(TASK, 2), 2)));
      assertFalse(done(statuses.putIfNewer(TASK, status(TASK, 1), 1)));
      assertFalse(done(statuses.putIfNewer(TASK, status(TASK, 2), 2)));
      assertEquals(Optional.of(new Stamped<>(status(TASK, 2), 2)), statuses.get(TASK));
      assertTrue(done(statuses.remove(TASK)));
      assertFalse(done(statuses.remove(TASK)));
      assertEquals(Optional.empty(), statuses.get(TASK));
    }
  }

  @Test
  void doesNotParseWhatItWroteItself() {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)))) {
      SharedMap<TaskId, TaskStatus> statuses = cluster.map(MapName.STATUSES);
      TaskStatus written = status(TASK, 1);
      statuses.put(TASK, written, 1);
      assertSame(written, statuses.get(TASK).orElseThrow().value());
      assertSame(statuses, cluster.map(MapName.STATUSES));
    }
  }

  @Test
  void tellsChangesOfAKeyInOrder() throws InterruptedException {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)))) {
      SharedMap<TaskId, TaskStatus> statuses = cluster.map(MapName.STATUSES);
      BlockingQueue<Optional<Stamped<TaskStatus>>> seen = new LinkedBlockingQueue<>();
      Subscription subscription = statuses.listen((key, now) -> seen.add(now));
      for (int i = 1; i <= 500; i++) {
        statuses.put(TASK, status(TASK, i), i);
      }
      done(statuses.remove(TASK));
      for (int i = 1; i <= 500; i++) {
        Optional<Stamped<TaskStatus>> event = seen.poll(30, TimeUnit.SECONDS);
        assertEquals(i, event == null ? -1 : event.orElseThrow().stamp());
      }
      assertEquals(Optional.empty(), seen.poll(30, TimeUnit.SECONDS));
      subscription.close();
    }
  }

  @Test
  void letsAListenerUseTheMapAndFailWithoutHarm() throws InterruptedException {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)))) {
      SharedMap<TaskId, TaskStatus> statuses = cluster.map(MapName.STATUSES);
      BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
      Subscription subscription =
          statuses.listen(
              (key, now) -> {
                seen.add(statuses.get(key).orElseThrow().stamp());
                now.filter(stamped -> stamped.stamp() == 1)
                    .ifPresent(first -> statuses.put(key, status(key, 2), 2));
              });
      statuses.put(TASK, status(TASK, 1), 1);
      assertEquals(1, seen.poll(30, TimeUnit.SECONDS));
      assertEquals(2, seen.poll(30, TimeUnit.SECONDS));
      subscription.close();
    }
  }

  @Test
  void bindsToItsOneAddressOnly() throws IOException {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)));
        Socket reached = new Socket()) {
      reached.connect(new InetSocketAddress(address(1), ClusterConfig.PORT), 5_000);
      assertTrue(reached.isConnected());
      assertThrows(IOException.class, () -> new Socket(address(9), ClusterConfig.PORT).close());
      assertEquals(1, cluster.members().size());
    }
  }

  @Test
  void refusesAnAddressInUseWithASentence() {
    try (Cluster cluster = Cluster.start(ClusterConfig.alone(ONE, address(1)))) {
      ClusterException refused =
          assertThrows(
              ClusterException.class,
              () -> Cluster.start(ClusterConfig.alone(TWO, address(1))).close());
      assertTrue(
          refused
              .getMessage()
              .startsWith(
                  "cannot start the cluster member of node bbbbbbbbbbbb on "
                      + address(1).getHostAddress()
                      + ":5701: "),
          refused.getMessage());
      assertEquals(1, cluster.members().size());
    }
  }

  @Test
  void refusesAnAddressThatOthersCouldReach() throws UnknownHostException {
    InetAddress open = InetAddress.getByName("192.0.2.1");
    assertThrows(IllegalArgumentException.class, () -> ClusterConfig.alone(ONE, open));
  }

  @Test
  void formsOneClusterOfAManagerAndALiteAgent() throws InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Cluster manager = Cluster.start(pair(ONE, 2, false));
        Subscription watch = manager.watchMembers(new Recorder(seen))) {
      try (Cluster agent = Cluster.start(pair(TWO, 3, true))) {
        assertEquals("+bbbbbbbbbbbb", seen.poll(30, TimeUnit.SECONDS));
        assertEquals(List.of(ONE, TWO), agent.members().stream().map(MemberInfo::node).toList());
        MemberInfo other =
            manager.members().stream().filter(each -> !each.self()).findFirst().orElseThrow();
        assertTrue(other.lite());
        assertEquals(Set.of(Role.AGENT), other.roles());
        assertEquals(address(3).getHostAddress(), other.address());
        reportsReach(agent, manager);
      }
      assertEquals("-bbbbbbbbbbbb", seen.poll(30, TimeUnit.SECONDS));
      assertEquals(500, manager.map(MapName.STATUSES).snapshot().size());
      assertTrue(watch != null);
    }
  }

  private record Recorder(BlockingQueue<String> seen) implements MembershipListener {
    @Override
    public void joined(MemberInfo member) {
      seen.add("+" + member.node());
    }

    @Override
    public void left(MemberInfo member) {
      seen.add("-" + member.node());
    }

    @Override
    public void merged() {
      seen.add("merged");
    }
  }

  private static void reportsReach(Cluster from, Cluster to) throws InterruptedException {
    BlockingQueue<TaskStatus> heard = new LinkedBlockingQueue<>();
    Subscription subscription =
        to.map(MapName.STATUSES)
            .listen((key, now) -> now.ifPresent(stamped -> heard.add(stamped.value())));
    List<TaskStatus> sent = new ArrayList<>();
    List<CompletionStage<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      TaskStatus status = status(TaskId.random(RandomGenerator.getDefault()), 1);
      sent.add(status);
      answers.add(from.map(MapName.STATUSES).putIfNewer(status.task(), status, 1));
    }
    assertEquals(Collections.nCopies(500, true), answers.stream().map(ClusterIT::done).toList());
    Set<TaskStatus> received = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      TaskStatus status = heard.poll(30, TimeUnit.SECONDS);
      if (status != null) {
        received.add(status);
      }
    }
    assertEquals(Set.copyOf(sent), received);
    subscription.close();
  }
}
