package io.jorch.manager.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.LogLine;
import io.jorch.core.model.NodeId;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.LogSelection;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergedLogsTest {
  private static final NodeId ALPHA = new NodeId("a".repeat(32));
  private static final NodeId BETA = new NodeId("b".repeat(32));
  private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");
  private static final LogSelection ALL =
      new LogSelection(Optional.empty(), Set.of(), Optional.empty());

  private final FarNode alpha = new FarNode("alpha");
  private final FarNode beta = new FarNode("beta");
  private final Set<NodeId> wanted = ConcurrentHashMap.newKeySet();
  private final Map<NodeId, NodeService> reached = new ConcurrentHashMap<>();
  private final BlockingQueue<LogLine> seen = new LinkedBlockingQueue<>();
  private Thread follower = new Thread(() -> {});

  private final Origins origins =
      new Origins() {
        @Override
        public Set<NodeId> nodes() {
          return Set.copyOf(wanted);
        }

        @Override
        public Optional<NodeService> of(NodeId node) {
          return Optional.ofNullable(reached.get(node));
        }

        @Override
        public String trouble(NodeId node) {
          return "node " + name(node) + " has been away since noon";
        }

        @Override
        public String name(NodeId node) {
          return node.equals(ALPHA) ? "alpha" : "beta";
        }
      };

  private void have(NodeId node, FarNode service) {
    wanted.add(node);
    reached.put(node, service);
  }

  private static LogLine line(long second, String text) {
    return new LogLine("t", "web", 1, OLD.plusSeconds(second), "stdout", text);
  }

  private static LogQuery query(boolean follow) {
    return new LogQuery(OptionalInt.of(7), Optional.empty(), Optional.empty(), follow);
  }

  private List<String> read() throws IOException {
    List<String> texts = new ArrayList<>();
    new MergedLogs(origins, ALL, query(false), InstantSource.system())
        .sendTo(line -> texts.add(line.text()));
    return texts;
  }

  private void follow() {
    MergedLogs logs = new MergedLogs(origins, ALL, query(true), InstantSource.system());
    follower =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    logs.sendTo(seen::add);
                  } catch (IOException e) {
                    seen.add(line(0, "failed: " + e.getMessage()));
                  }
                });
  }

  @AfterEach
  void end() throws InterruptedException {
    follower.interrupt();
    follower.join();
  }

  private String next() throws InterruptedException {
    LogLine line = seen.poll(30, TimeUnit.SECONDS);
    assertTrue(line != null, "nothing came");
    return line.text();
  }

  @Test
  void logsOfTwoNodesAreOneInTheOrderOfTime() throws Exception {
    have(ALPHA, alpha);
    have(BETA, beta);
    for (int i = 0; i < 5000; i += 2) alpha.lines.add(line(i, "" + i));
    for (int i = 1; i < 5000; i += 2) beta.lines.add(line(i, "" + i));
    List<String> texts = read();
    assertEquals(5000, texts.size());
    for (int i = 0; i < 5000; i++) assertEquals("" + i, texts.get(i));
  }

  @Test
  void aNodeThatCannotBeReachedIsNamedAndTheOthersAreShown() throws Exception {
    have(ALPHA, alpha);
    wanted.add(BETA);
    alpha.lines.add(line(1, "one"));
    assertEquals(
        List.of("node beta has been away since noon; its logs are missing here", "one"), read());
  }

  @Test
  void aNodeThatBreaksOffIsNamedWithTheReason() throws Exception {
    have(ALPHA, alpha);
    have(BETA, beta);
    alpha.lines.add(line(1, "one"));
    beta.trouble = Optional.of("the disk is gone");
    List<String> texts = read();
    assertTrue(
        texts.contains(
            "the logs of node beta broke off: the disk is gone; its logs are missing here"),
        texts::toString);
    assertTrue(texts.contains("one"), texts::toString);
  }

  @Test
  void aFollowerSeesWhatComesAndASilentNodeHoldsNothingUp() throws Exception {
    have(ALPHA, alpha);
    have(BETA, beta);
    follow();
    alpha.coming.add(Optional.of(line(1, "one")));
    assertEquals("one", next());
    beta.coming.add(Optional.of(line(2, "two")));
    assertEquals("two", next());
  }

  @Test
  void aNodeThatGetsTasksLaterIsTakenInWithAllItHas() throws Exception {
    have(ALPHA, alpha);
    follow();
    alpha.coming.add(Optional.of(line(1, "one")));
    assertEquals("one", next());
    beta.lines.add(line(2, "new"));
    have(BETA, beta);
    assertEquals("new", next());
    assertEquals(OptionalInt.of(7), alpha.queries.getFirst().tail());
    assertEquals(OptionalInt.empty(), beta.queries.getFirst().tail());
  }

  @Test
  void aNodeThatComesBackGoesOnBehindItsLastLine() throws Exception {
    have(ALPHA, alpha);
    have(BETA, beta);
    follow();
    beta.coming.add(Optional.of(line(2, "before")));
    assertEquals("before", next());
    reached.remove(BETA);
    beta.coming.add(Optional.empty());
    assertEquals(
        "the logs of node beta broke off: the link is gone; its logs are missing here", next());
    reached.put(BETA, beta);
    assertEquals("node beta answers again", next());
    beta.coming.add(Optional.of(line(3, "after")));
    assertEquals("after", next());
    assertEquals(Optional.of(OLD.plusSeconds(2).plusNanos(1)), beta.queries.getLast().since());
  }

  @Test
  void allNodesAreLetGoWhenTheFollowerLeaves() throws Exception {
    have(ALPHA, alpha);
    follow();
    alpha.coming.add(Optional.of(line(1, "one")));
    assertEquals("one", next());
    follower.interrupt();
    assertTrue(alpha.letGo.tryAcquire(30, TimeUnit.SECONDS));
  }
}
