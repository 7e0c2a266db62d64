package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.NodeSubject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeshIT {
  private static final NodeId A = TestNodes.id('a');
  private static final NodeId B = TestNodes.id('b');
  private final TestNodes nodes = new TestNodes();
  private Mesh a = start('a', NodeRole.MANAGER);
  private Mesh b = start('b', NodeRole.WORKER);

  private Mesh start(char letter, NodeRole role) {
    try {
      return nodes.start(letter, role);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() {
    b.register("echo", TestNodes::echo);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String message(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  @Test
  void carriesMoreThanItsWindowBothWaysToTheProperEnd() throws IOException {
    byte[] much = new byte[3 * Inbox.WINDOW + 12345];
    new Random(7).nextBytes(much);
    try (MeshStream stream = a.open(B, "echo")) {
      CompletableFuture<Boolean> written =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  stream.output().write(much);
                  stream.end();
                  return true;
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertArrayEquals(much, stream.input().readAllBytes());
      assertTrue(written.join());
      assertEquals(-1, stream.input().read());
    }
  }

  @Test
  void answersAfterTheAskersSideHasEnded() throws IOException {
    b.register(
        "length", stream -> stream.output().write(text("" + stream.input().readAllBytes().length)));
    try (MeshStream stream = a.open(B, "length")) {
      stream.output().write(new byte[77]);
      stream.end();
      assertEquals("77", new String(stream.input().readAllBytes(), StandardCharsets.UTF_8));
      assertThrows(IOException.class, () -> stream.output().write(1));
    }
  }

  @Test
  void tellsEachSideWhoTheOtherIs() throws IOException {
    CompletableFuture<NodeSubject> asker = new CompletableFuture<>();
    b.register("who", stream -> asker.complete(stream.peer()));
    try (MeshStream stream = a.open(B, "who")) {
      stream.end();
      assertEquals(new NodeSubject(TestNodes.CLUSTER, B, NodeRole.WORKER), stream.peer());
      assertEquals("who", stream.service());
      assertEquals(new NodeSubject(TestNodes.CLUSTER, A, NodeRole.MANAGER), asker.join());
    }
  }

  @Test
  void refusesWithAReason() {
    b.register("orders", Set.of(NodeRole.MANAGER), TestNodes::echo);
    a.register("votes", Set.of(NodeRole.MANAGER), TestNodes::echo);
    String at = " on node " + B + " at 127.0.0.1:" + b.address().getPort() + ": ";
    assertEquals(
        "cannot open 'logs'" + at + "node " + B + " serves no such thing",
        message(assertThrows(Refused.class, () -> a.open(B, "logs"))));
    String votes = message(assertThrows(Refused.class, () -> b.open(A, "votes")));
    assertTrue(votes.endsWith(": only a manager may"), votes);
    assertEquals(
        "cannot open 'echo' on node xxxxxxxxxxxx: where that node listens is not known here",
        message(assertThrows(IOException.class, () -> a.open(TestNodes.id('x'), "echo"))));
  }

  @Test
  void saysThatNobodyListens() {
    b.close();
    String why = message(assertThrows(IOException.class, () -> a.open(B, "echo")));
    assertTrue(why.contains("no connection: Connection refused; check that the node is up"), why);
  }

  @Test
  void givesTheHandlersFailureToTheAskerAfterWhatItWrote() throws IOException {
    b.register(
        "half",
        stream -> {
          stream.output().write(text("some"));
          throw new IOException("the disk is full");
        });
    try (MeshStream stream = a.open(B, "half")) {
      assertArrayEquals(text("some"), stream.input().readNBytes(4));
      String why = message(assertThrows(IOException.class, () -> stream.input().read()));
      assertEquals("the stream 'half' to node " + B + " failed: the disk is full", why);
      assertThrows(IOException.class, () -> stream.output().write(1));
    }
  }

  @Test
  void stopsAWriterThatIsNotListenedToAndStillAnswersIt() throws IOException {
    b.register("deaf", stream -> stream.output().write(text("no")));
    try (MeshStream stream = a.open(B, "deaf")) {
      byte[] block = new byte[10_000];
      IOException stopped =
          assertThrows(
              IOException.class,
              () -> {
                while (true) {
                  stream.output().write(block);
                }
              });
      assertEquals("the peer reads no more of this stream", stopped.getMessage());
      assertArrayEquals(text("no"), stream.input().readAllBytes());
    }
  }

  @Test
  void tellsAbandonedFromEnded() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    b.register(
        "watch",
        stream -> {
          try {
            stream.input().readAllBytes();
            seen.complete("ended");
          } catch (IOException e) {
            seen.complete(message(e));
          }
        });
    try (MeshStream stream = a.open(B, "watch")) {
      stream.output().write(text("begun"));
    }
    String why = seen.get(30, TimeUnit.SECONDS);
    assertTrue(why.endsWith("failed: the peer gave it up before its end"), why);
  }

  @Test
  void keepsAnIdleStreamAndASlowReaderAlive() throws Exception {
    CountDownLatch look = new CountDownLatch(1);
    byte[] much = new byte[2 * Inbox.WINDOW];
    CompletableFuture<Integer> got = new CompletableFuture<>();
    b.register(
        "slow",
        stream -> {
          try {
            look.await();
            got.complete(stream.input().readAllBytes().length);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    try (MeshStream idle = a.open(B, "echo");
        MeshStream slow = a.open(B, "slow")) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      slow.output().write(much);
                      slow.end();
                    } catch (IOException e) {
                      got.completeExceptionally(e);
                    }
                  });
      Thread.sleep(TestNodes.QUICK.silence().multipliedBy(2));
      assertTrue(writer.isAlive(), "the writer does not wait for the reader");
      look.countDown();
      assertEquals(much.length, got.get(30, TimeUnit.SECONDS));
      idle.output().write(5);
      assertEquals(5, idle.input().read());
    }
  }

  /// Opens b's stream through the relay.
  private MeshStream through(Relay relay, String service) throws IOException {
    Map<NodeId, InetSocketAddress> peers = new HashMap<>(a.peers());
    peers.put(B, relay.address());
    a.peers(peers);
    return a.open(B, service);
  }

  @Test
  void tellsTruncationFromTheEnd() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    b.register(
        "watch",
        stream -> {
          stream.output().write(text("first"));
          try {
            stream.input().readAllBytes();
            seen.complete("ended");
          } catch (IOException e) {
            seen.complete(message(e));
          }
        });
    try (Relay relay = new Relay(b.address());
        MeshStream stream = through(relay, "watch")) {
      assertArrayEquals(text("first"), stream.input().readNBytes(5));
      relay.finish();
      String here = message(assertThrows(IOException.class, () -> stream.input().read()));
      assertTrue(here.contains("was cut"), here);
      String there = seen.get(30, TimeUnit.SECONDS);
      assertTrue(there.contains("was cut"), there);
    }
  }

  @Test
  void noticesAFrozenPeerReadingAndWriting() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    b.register(
        "watch",
        stream -> {
          try {
            stream.input().readAllBytes();
            seen.complete("ended");
          } catch (IOException e) {
            seen.complete(message(e));
          }
        });
    try (Relay relay = new Relay(b.address());
        MeshStream reading = through(relay, "watch");
        MeshStream writing = through(relay, "watch")) {
      relay.freeze();
      String read = message(assertThrows(IOException.class, () -> reading.input().read()));
      assertEquals(
          "the stream 'watch' to node "
              + B
              + " is silent for 1500 ms: the peer is frozen or cut off",
          read);
      byte[] much = new byte[8 * Inbox.WINDOW];
      String written = message(assertThrows(IOException.class, () -> writing.output().write(much)));
      assertTrue(written.contains("is silent"), written);
      String there = seen.get(30, TimeUnit.SECONDS);
      assertTrue(there.contains("is silent"), there);
    }
  }
}
