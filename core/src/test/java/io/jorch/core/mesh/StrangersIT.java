package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.ClusterId;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.TrustRoots;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who must not get in does not: not by any certificate, nor by none, nor by stubbornness.
@Timeout(60)
class StrangersIT {
  private static final NodeId A = TestNodes.id('a');
  private static final NodeId B = TestNodes.id('b');
  private static final Instant NOW = TestNodes.NOW;
  private final TestNodes nodes = new TestNodes();
  private final AtomicInteger served = new AtomicInteger();
  private Mesh a = start('a', NodeRole.MANAGER);

  private Mesh start(char letter, NodeRole role) {
    try {
      return nodes.start(letter, role);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() {
    a.register(
        "echo",
        stream -> {
          served.incrementAndGet();
          TestNodes.echo(stream);
        });
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Identity node(Authority authority, Instant at) {
    return TestNodes.identity(authority, 'b', NodeRole.MANAGER, at);
  }

  private String asked(Optional<Identity> shown) {
    return new Intruder(shown, "TLS").ask(a.address(), "echo");
  }

  @Test
  void letsAnHonestNodeInTheSameWay() {
    assertStillServes();
  }

  private void assertStillServes() {
    assertEquals("ACCEPT ", asked(Optional.of(node(nodes.authority, NOW))));
  }

  @Test
  void turnsBadCertificatesAwayInTheHandshake() {
    Authority sameName = Authority.create(TestNodes.CLUSTER, NOW);
    Authority otherCluster = Authority.create(new ClusterId("dddddddddddd"), NOW);
    Identity removed = node(nodes.authority, NOW);
    Map<String, Identity> bad =
        Map.of(
            "wrong authority", node(sameName, NOW),
            "other cluster", node(otherCluster, NOW),
            "expired", node(nodes.authority, NOW.minus(Duration.ofDays(31))),
            "not yet valid", node(nodes.authority, NOW.plus(Duration.ofDays(1))),
            "successor not trusted", node(sameName.renewed(NOW), NOW));
    bad.forEach((what, identity) -> assertTurnedAway(what, identity));
    a.credentials().trust(a.credentials().trust().removing(B));
    assertTurnedAway("removed", removed);
    assertEquals(0, served.get());
  }

  private void assertTurnedAway(String what, Identity identity) {
    String answer = asked(Optional.of(identity));
    assertTrue(answer.contains("certificate_unknown"), what + ": " + answer);
  }

  @Test
  void refusesAClientWithoutACertificate() {
    String closed = asked(Optional.empty());
    assertTrue(closed.contains("certificate_required"), closed);
    JoinService.serve(a, new OpenDoor(nodes.authority));
    assertEquals("REFUSE it demands a certificate of this cluster", asked(Optional.empty()));
    Intruder nobody = new Intruder(Optional.empty(), "TLS");
    assertEquals(
        "REFUSE it demands a certificate of this cluster", nobody.ask(a.address(), "renew"));
    assertEquals("ACCEPT ", nobody.ask(a.address(), "join"));
    JoinService.withdraw(a);
    String again = nobody.ask(a.address(), "join");
    assertTrue(again.contains("certificate_required"), again);
    assertEquals(0, served.get());
  }

  @Test
  void speaksNoOlderTls() {
    Intruder old = new Intruder(Optional.of(node(nodes.authority, NOW)), "TLSv1.2");
    String answer = old.ask(a.address(), "echo");
    assertTrue(answer.contains("protocol_version"), answer);
  }

  @Test
  void resumesNoSessionOfANodeThatWasRemovedSince() {
    Intruder node = new Intruder(Optional.of(node(nodes.authority, NOW)), "TLS");
    assertEquals("ACCEPT ", node.ask(a.address(), "echo"));
    a.credentials().trust(a.credentials().trust().removing(B));
    String answer = node.ask(a.address(), "echo");
    assertTrue(answer.contains("certificate_unknown"), answer);
  }

  @Test
  void speaksToNoServerThatIsNotTheNodeItSeems() throws IOException {
    Authority other = Authority.create(TestNodes.CLUSTER, NOW);
    Credentials gullible =
        new Credentials(
            node(other, NOW),
            TrustRoots.of(nodes.authority.root()).trusting(other.root()),
            () -> NOW);
    Mesh impostor = nodes.start(gullible, TestNodes.QUICK);
    impostor.register("echo", TestNodes::echo);
    assertTrue(refusal(B).contains("leads to no authority trusted here"), refusal(B));
    Mesh c = start('c', NodeRole.WORKER);
    c.register("echo", TestNodes::echo);
    a.peers(Map.of(B, c.address()));
    assertTrue(refusal(B).endsWith("node cccccccccccc answers there instead"), refusal(B));
  }

  private String refusal(NodeId node) {
    return String.valueOf(assertThrows(IOException.class, () -> a.open(node, "echo")).getMessage());
  }

  @Test
  void cutsOpenStreamsOfANodeThatIsRemovedAndExplainsItself() throws Exception {
    Mesh b = start('b', NodeRole.WORKER);
    CompletableFuture<String> seen = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    a.register(
        "watch",
        stream -> {
          begun.countDown();
          try {
            stream.input().readAllBytes();
            seen.complete("ended");
          } catch (IOException e) {
            seen.complete(String.valueOf(e.getMessage()));
          }
        });
    try (MeshStream stream = b.open(A, "watch")) {
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      a.credentials().trust(a.credentials().trust().removing(B));
      assertEquals(
          "the stream 'watch' from node "
              + B
              + " was cut: node "
              + B
              + " was removed from the cluster",
          seen.get(30, TimeUnit.SECONDS));
      assertThrows(IOException.class, () -> stream.input().read());
    }
    String why =
        String.valueOf(assertThrows(IOException.class, () -> b.open(A, "watch")).getMessage());
    assertTrue(why.contains("the peer does not accept this node's certificate"), why);
    assertTrue(refusal(B).contains("node " + B + " was removed"), refusal(B));
  }

  @Test
  void answersANodeThatPartsAndThenCutsIt() throws Exception {
    Mesh b = start('b', NodeRole.WORKER);
    a.registerParting(
        "part",
        stream -> {
          a.credentials().trust(a.credentials().trust().removing(B));
          stream.output().write('.');
          stream.input().readAllBytes();
        });
    try (MeshStream stream = b.open(A, "part")) {
      assertEquals('.', stream.input().read());
      assertThrows(IOException.class, () -> stream.input().read());
    }
    assertThrows(IOException.class, () -> b.open(A, "part"));
  }

  @Test
  void oneNodeHoldsOnlySoManyStreamsOpen() throws Exception {
    Mesh b = start('b', NodeRole.WORKER);
    Mesh c = start('c', NodeRole.WORKER);
    b.register("echo", TestNodes::echo);
    List<MeshStream> held = new ArrayList<>();
    try {
      for (int i = 0; i < TestNodes.STREAMS_OF_ONE; i++) held.add(b.open(A, "echo"));
      Refused refused = assertThrows(Refused.class, () -> b.open(A, "echo"));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("it has 300 streams open there already"));
      assertTrue(opens(c));
      a.open(B, "echo").close();
    } finally {
      for (MeshStream each : held) each.close();
    }
    while (!opens(b)) Thread.sleep(10); // the timeout of this class is its end
  }

  private static boolean opens(Mesh from) {
    try (MeshStream stream = from.open(A, "echo")) {
      stream.output().write(1);
      return stream.input().read() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void dropsStreamsOfOneNodeOnly() throws Exception {
    Mesh b = start('b', NodeRole.WORKER);
    Mesh c = start('c', NodeRole.WORKER);
    try (MeshStream dropped = b.open(A, "echo");
        MeshStream kept = c.open(A, "echo")) {
      dropped.output().write(1);
      assertEquals(1, dropped.input().read());
      a.drop(B);
      assertThrows(IOException.class, () -> dropped.input().read());
      kept.output().write(2);
      assertEquals(2, kept.input().read());
    }
  }

  @Test
  void goesByARenewedCertificateWithoutReopening() throws IOException {
    Mesh b = start('b', NodeRole.WORKER);
    a.register("orders", Set.of(NodeRole.MANAGER), TestNodes::echo);
    assertThrows(Refused.class, () -> b.open(A, "orders"));
    Authority next = nodes.authority.renewed(NOW);
    b.credentials().renew(node(next, NOW));
    // a trusts the old root alone, which vouches for the new one.
    b.open(A, "orders").close();
    b.credentials().trust(b.credentials().trust().only(next.root()));
    assertThrows(IOException.class, () -> b.open(A, "orders"));
  }

  @Test
  void keepsStreamsWhoseCertificateExpiresMeanwhile() throws IOException {
    List<Instant> clock = new ArrayList<>(List.of(NOW));
    Credentials moving =
        new Credentials(
            node(nodes.authority, NOW), TrustRoots.of(nodes.authority.root()), clock::getFirst);
    Mesh b = nodes.start(moving, TestNodes.QUICK);
    try (MeshStream stream = b.open(A, "echo")) {
      clock.set(0, NOW.plus(Duration.ofDays(31)));
      moving.trust(moving.trust().removing(TestNodes.id('z')));
      stream.output().write(3);
      assertEquals(3, stream.input().read());
      assertThrows(IOException.class, () -> b.open(A, "echo"));
    }
  }

  @Test
  void refusesTheRootThatWasReplacedAndKeepsStreamsThatBeganWithIt() throws IOException {
    Mesh b = start('b', NodeRole.WORKER);
    Authority next = nodes.authority.renewed(NOW);
    TrustRoots both = a.credentials().trust().trusting(next.root());
    try (MeshStream kept = b.open(A, "echo")) {
      a.credentials().trust(both);
      a.credentials().renew(TestNodes.identity(next, 'a', NodeRole.MANAGER, NOW));
      b.open(A, "echo").close();
      a.credentials().trust(both.only(next.root()));
      assertThrows(IOException.class, () -> b.open(A, "echo"));
      kept.output().write(4);
      assertEquals(4, kept.input().read());
      b.credentials().renew(node(next, NOW));
      b.open(A, "echo").close();
      a.credentials().trust(a.credentials().trust().removing(B));
      assertThrows(IOException.class, () -> kept.input().read());
    }
  }

  @Test
  void survivesGarbage() throws IOException {
    try (Socket socket = new Socket(a.address().getAddress(), a.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertClosed(socket.getInputStream());
    }
    assertStillServes();
  }

  /// Whatever it says before, such as a TLS alert.
  private static void assertClosed(InputStream in) throws IOException {
    try {
      in.readAllBytes();
    } catch (SocketException e) {
      // Closed by a reset: as good.
    }
  }

  @Test
  void hangsUpOnWhoDawdles() throws Exception {
    try (Socket silent = new Socket(a.address().getAddress(), a.address().getPort());
        Socket dribbling = new Socket(a.address().getAddress(), a.address().getPort())) {
      silent.setSoTimeout(20_000);
      // A record of TLS that claims 500 bytes, then one byte of it now and then.
      dribbling.getOutputStream().write(new byte[] {22, 3, 1, 1, (byte) 244});
      IOException cut =
          assertThrows(
              IOException.class,
              () -> {
                for (int i = 0; i < 400; i++) {
                  dribbling.getOutputStream().write(0);
                  Thread.sleep(50);
                }
              });
      assertTrue(String.valueOf(cut.getMessage()).length() > 0);
      assertClosed(silent.getInputStream());
    }
    assertStillServes();
  }

  @Test
  void boundsHowManyStrangersItHolds() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 140; i++) {
        crowd.add(new Socket(a.address().getAddress(), a.address().getPort()));
      }
      // The last ones find no room and are closed at once, long before the others' deadline.
      Socket last = crowd.getLast();
      last.setSoTimeout(1000);
      assertClosed(last.getInputStream());
      for (Socket each : crowd) {
        each.setSoTimeout(20_000);
        assertClosed(each.getInputStream());
      }
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
    assertStillServes();
  }
}
