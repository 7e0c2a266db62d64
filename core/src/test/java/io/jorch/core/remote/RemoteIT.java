package io.jorch.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.CommandException;
import io.jorch.core.node.LogQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteIT extends TwoSides {
  private static final Pulse QUICK = new Pulse(Duration.ofMillis(50), Duration.ofMillis(600));

  @Test
  void carriesEveryKindOfValue() throws IOException {
    assertEquals(
        answers.text("grüße 🐳", -1, 1L << 40, 0.25, true, TimeUnit.HOURS),
        far.text("grüße 🐳", -1, 1L << 40, 0.25, true, TimeUnit.HOURS));
    List<Object> full = values(far, Optional.of(""), OptionalInt.of(4), List.of("a", "b"));
    assertEquals(values(answers, Optional.of(""), OptionalInt.of(4), List.of("a", "b")), full);
    List<Object> empty = values(far, Optional.empty(), OptionalInt.empty(), List.of());
    assertEquals(values(answers, Optional.empty(), OptionalInt.empty(), List.of()), empty);
    assertEquals(Optional.of(Answers.query(1)), far.perhaps(true));
    assertEquals(Optional.empty(), far.perhaps(false));
  }

  private static List<Object> values(
      Everything to, Optional<String> perhaps, OptionalInt number, List<String> names)
      throws IOException {
    List<StackName> stacks = names.stream().map(StackName::new).toList();
    return to.values(
        new TaskId("0123456789abcdef0123456789abcdef"),
        perhaps,
        number,
        stacks,
        Set.copyOf(names.subList(0, Math.min(1, names.size()))),
        names.isEmpty() ? Map.of() : Map.of(stacks.getFirst(), 5),
        Instant.parse("2026-01-31T12:00:00.123456789Z"),
        Path.of("/var/lib"),
        Answers.query(9));
  }

  @Test
  void carriesMapsOfAnything() throws IOException {
    Map<String, Object> map = far.anything();
    assertEquals(
        List.of("number", "large", "fraction", "nothing", "list", "record"),
        List.copyOf(map.keySet()));
    assertEquals(7, map.get("number"));
    assertEquals(1L << 40, map.get("large"));
    assertEquals(0.5, map.get("fraction"));
    assertEquals(Optional.empty(), map.get("nothing"));
    assertEquals(List.of(Map.of("a", true), "text"), map.get("list"));
    assertEquals(Map.of("tail", 3, "follow", true), map.get("record"));
  }

  @Test
  void sendsItemsInTheirOrderToTheCallersThread() throws IOException {
    List<LogQuery> got = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    far.items(
        1000,
        item -> {
          got.add(item);
          threads.add(Thread.currentThread());
        });
    assertEquals(1000, got.size());
    assertEquals(Answers.query(999), got.getLast());
    assertEquals(Set.of(Thread.currentThread()), Set.copyOf(threads));
  }

  /// The window holds a megabyte, and an item costs 33 to 37 bytes of it.
  @Test
  void aSlowConsumerHoldsTheSenderUp() throws Exception {
    int count = 200_000;
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(1);
    List<Integer> got = new ArrayList<>(count);
    Future<?> call =
        run(
            () ->
                far.numbers(
                    count,
                    item -> {
                      first.countDown();
                      await(go);
                      got.add(item);
                    }));
    first.await();
    int before = settled();
    assertTrue(before > 1000 && before < 60_000, before + " were sent to one who takes none");
    go.countDown();
    call.get();
    assertEquals(count, got.size());
    assertEquals(count - 1, got.getLast());
  }

  /// Waits until the sender has stopped.
  private int settled() throws InterruptedException {
    int last = -1;
    while (answers.sent.get() != last || last == 0) {
      last = answers.sent.get();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return last;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Future<Void> run(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  @Test
  void aConsumerThatThrowsEndsTheCallOnTheOtherNode() throws Exception {
    IllegalStateException enough = new IllegalStateException("enough");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                far.numbers(
                    Integer.MAX_VALUE,
                    item -> {
                      if (item == 100) throw enough;
                    }));
    assertSame(enough, thrown);
    answers.interrupted.await();
    sockets.serving.take().join();
  }

  @Test
  void anInterruptOfTheCallerInterruptsTheOtherSide() throws Exception {
    CompletableFuture<Exception> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    far.wait("there");
                    thrown.complete(new IllegalStateException("it returned"));
                  } catch (IOException e) {
                    thrown.complete(
                        Thread.currentThread().isInterrupted() ? e : new IOException("no flag"));
                  }
                });
    assertEquals("there", answers.seen.take());
    caller.interrupt();
    assertInstanceOf(InterruptedIOException.class, thrown.get());
    answers.interrupted.await();
    sockets.serving.take().join();
  }

  @Test
  void aLostConnectionIsASentenceWithTheNode() throws Exception {
    Future<?> call = run(() -> far.wait("there"));
    assertEquals("there", answers.seen.take());
    sockets.cut();
    Exception error = assertThrows(Exception.class, call::get);
    String message = String.valueOf(error.getCause());
    assertTrue(
        message.contains("the connection to node worker-2 was lost during wait")
            && message.contains("jorch node ls"),
        message);
    answers.interrupted.await();
  }

  @Test
  void aNodeThatCannotBeReachedIsNamed() throws IOException {
    Everything nowhere =
        remote.client(
            Everything.class,
            "worker-3",
            () -> {
              throw new IOException("no route to host");
            });
    IOException error = assertThrows(IOException.class, () -> nowhere.perhaps(true));
    assertEquals(
        "ask node worker-3 for perhaps: it cannot be reached (no route to host); see with `jorch"
            + " node ls` whether it is up, then try again",
        error.getMessage());
  }

  @Test
  void aSilentConnectionIsGivenUpOnBothSides() throws Exception {
    Remote quick = new Remote(List.of(), QUICK);
    try (Sockets other = new Sockets(channel -> quick.serve(Everything.class, answers, channel));
        Relay relay = new Relay(other::dial)) {
      Everything silent = quick.client(Everything.class, "worker-2", relay::dial);
      Future<?> call = run(() -> silent.wait("there"));
      assertEquals("there", answers.seen.take());
      TimeUnit.MILLISECONDS.sleep(1500);
      assertTrue(!call.isDone(), "pulses keep an idle call alive");
      relay.freeze();
      Exception error = assertThrows(Exception.class, call::get);
      assertTrue(String.valueOf(error.getCause()).contains("nothing was heard of it"));
      answers.interrupted.await();
    }
  }

  @Test
  void exceptionsKeepTheirKindAndSentence() {
    IOException told = assertThrows(IOException.class, () -> far.fail("told"));
    assertEquals("pull of x: the registry is down; try again later", told.getMessage());
    assertEquals(IOException.class, told.getClass());
    CommandException command = assertThrows(CommandException.class, () -> far.fail("command"));
    assertEquals(127, command.exitCode());
    Answers.Refused refused = assertThrows(Answers.Refused.class, () -> far.fail("refused"));
    assertEquals(3, refused.grade);
    assertEquals("stack x does not exist", refused.getMessage());
    IllegalArgumentException argument =
        assertThrows(IllegalArgumentException.class, () -> far.fail("argument"));
    assertEquals("'x' is not a name", argument.getMessage());
    IOException unchecked = assertThrows(IOException.class, () -> far.fail("unchecked"));
    assertEquals("the disk is full", unchecked.getMessage());
    IOException bug = assertThrows(IOException.class, () -> far.fail("bug"));
    assertEquals(
        "node worker-2 failed in fail: IllegalStateException: that was not expected; its log says"
            + " more",
        bug.getMessage());
    assertThrows(IOException.class, () -> far.fail("error"));
  }

  @Test
  void manyCallsAtOnceDoNotMeet() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int size = 1000 + i * 700;
        calls.add(threads.submit(() -> far.upload(Answers.pattern(size, false), text -> {})));
      }
      for (int i = 0; i < 300; i++) {
        InputStream same = Answers.pattern(1000 + i * 700, false);
        assertEquals(answers.upload(same, text -> {}), calls.get(i).get());
      }
    }
  }

  @Test
  void valuesLongerThanAFrameTravelInParts() throws IOException {
    String text = "0123456789".repeat(500_000);
    assertEquals(text + "0", far.large(text));
    IOException error =
        assertThrows(IOException.class, () -> far.large("x".repeat(Frame.LONGEST_VALUE)));
    assertTrue(String.valueOf(error.getMessage()).contains("64 MiB"), error.getMessage());
  }

  @Test
  void methodsThatCannotTravelAreRefusedOrStayHere() throws IOException {
    assertEquals("here", far.here());
    assertEquals(List.of("default"), far.notRemotable());
    IOException error = assertThrows(IOException.class, () -> far.refused());
    assertTrue(
        String.valueOf(error.getMessage()).startsWith("node worker-2 cannot be asked for refused"));
    Thread own = Thread.currentThread();
    Everything local =
        remote.client(Everything.class, "worker-2", sockets::dial, Map.of("refused", () -> own));
    assertSame(own, local.refused());
    assertEquals("Everything of node worker-2", far.toString());
    assertEquals(far, far);
  }

  /// Another version of [Everything].
  interface Newer {
    interface Everything {
      String text(String text) throws IOException;
    }
  }

  @Test
  void aMethodOfAnotherVersionIsAClearError() {
    Newer.Everything newer = remote.client(Newer.Everything.class, "worker-2", sockets::dial);
    IOException error = assertThrows(IOException.class, () -> newer.text("x"));
    assertEquals(
        "node worker-2 does not know text as it was asked: it has no Everything.text(String); make"
            + " all nodes run the same version of jorch",
        error.getMessage());
  }

  @Test
  void whoSpeaksNoneOfThisIsCutOff() throws Exception {
    Channel stranger = sockets.dial();
    stranger
        .out()
        .write(
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(-1, stranger.in().read());
    sockets.serving.take().join();
  }
}
