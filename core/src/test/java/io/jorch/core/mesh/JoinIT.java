package io.jorch.core.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.JoinToken;
import io.jorch.core.trust.TrustRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoinIT {
  private static final NodeId A = TestNodes.id('a');
  private static final InstantSource CLOCK = () -> TestNodes.NOW;
  private static final JoinClient.Applicant NEW =
      new JoinClient.Applicant(TestNodes.id('n'), "host-n", "10.0.0.9:7437");
  private final TestNodes nodes = new TestNodes();
  private final OpenDoor door = new OpenDoor(nodes.authority);
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
    JoinService.serve(a, door);
    a.register("echo", TestNodes::echo);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Joined join(JoinToken token) throws IOException {
    return JoinClient.join(token, a.address(), NEW, CLOCK);
  }

  private String failure(JoinToken token) {
    return String.valueOf(assertThrows(IOException.class, () -> join(token)).getMessage());
  }

  private Mesh begin(Joined joined) throws IOException {
    return nodes.start(new Credentials(joined.identity(), joined.trust(), CLOCK), TestNodes.QUICK);
  }

  @Test
  void makesANodeThatOthersTrust() throws IOException {
    Joined joined = join(door.token(NodeRole.WORKER));
    assertEquals("{\"nodes\":1}", joined.roster());
    assertEquals(NodeRole.WORKER, joined.identity().role());
    Admission.Request request = door.asked.getFirst();
    assertEquals("host-n 10.0.0.9:7437", request.hostname() + " " + request.advertised());
    try (MeshStream stream = begin(joined).open(A, "echo")) {
      stream.output().write(9);
      assertEquals(9, stream.input().read());
    }
  }

  @Test
  void renewsACertificateWithAnotherRoleAndKey() throws IOException {
    Joined joined = join(door.token(NodeRole.WORKER));
    Mesh mesh = begin(joined);
    Joined renewed = JoinClient.renew(mesh, A, CLOCK);
    assertEquals(NodeRole.MANAGER, renewed.identity().role());
    assertNotEquals(joined.identity().key(), renewed.identity().key());
    mesh.credentials().renew(renewed.identity());
    a.register("orders", Set.of(NodeRole.MANAGER), TestNodes::echo);
    mesh.open(A, "orders").close();
  }

  @Test
  void aManagerTakesNoteOfTheCertificateInUse() throws IOException {
    Mesh mesh = begin(join(door.token(NodeRole.WORKER)));
    JoinClient.present(mesh, A);
    Authority next = nodes.authority.renewed(TestNodes.NOW);
    mesh.credentials().renew(TestNodes.identity(next, 'n', NodeRole.WORKER, TestNodes.NOW));
    IOException no = assertThrows(IOException.class, () -> JoinClient.present(mesh, A));
    assertTrue(String.valueOf(no.getMessage()).contains("not by this one"), no::getMessage);
  }

  @Test
  void refusesAWrongSecretWithTheManagersReason() {
    JoinToken wrong = new JoinToken(nodes.authority.fingerprint(), "0".repeat(32));
    String why = failure(wrong);
    assertTrue(why.endsWith("refused: the token is not valid any more; get a new one"), why);
    assertThrows(Refused.class, () -> join(wrong));
  }

  @Test
  void givesTheSecretToNobodyButTheTokensCluster() {
    Authority other = Authority.create(TestNodes.CLUSTER, TestNodes.NOW);
    String why = failure(door.secrets.token(NodeRole.WORKER, other.fingerprint()));
    assertTrue(why.contains("who answers is not of the cluster that the token is for"), why);
    assertEquals(List.of(), door.asked);
  }

  @Test
  void givesTheSecretToNoWorkerAndToNoForgerWithTheRealRoot() throws IOException {
    Mesh worker = start('w', NodeRole.WORKER);
    JoinService.serve(worker, door);
    assertTrue(
        failure(worker).contains("is a worker; join by the address of a manager"), failure(worker));
    Authority other = Authority.create(TestNodes.CLUSTER, TestNodes.NOW);
    Mesh forger = nodes.start(forged(other), TestNodes.QUICK);
    JoinService.serve(forger, door);
    assertTrue(failure(forger).contains("leads to no authority"), failure(forger));
    assertEquals(List.of(), door.asked);
  }

  /// Shows its own certificate, and behind it the root that the token names.
  private Credentials forged(Authority other) {
    var own = TestNodes.identity(other, 'f', NodeRole.MANAGER, TestNodes.NOW);
    var chain = List.of(own.certificate(), nodes.authority.root());
    return new Credentials(Identity.of(own.key(), chain), TrustRoots.of(other.root()), CLOCK);
  }

  private String failure(Mesh at) {
    JoinToken token = door.token(NodeRole.WORKER);
    return String.valueOf(
        assertThrows(IOException.class, () -> JoinClient.join(token, at.address(), NEW, CLOCK))
            .getMessage());
  }

  @Test
  void saysThatTheClockIsWrong() {
    InstantSource late = () -> TestNodes.NOW.plus(Duration.ofDays(40));
    IOException e =
        assertThrows(
            IOException.class,
            () -> JoinClient.join(door.token(NodeRole.WORKER), a.address(), NEW, late));
    assertTrue(String.valueOf(e.getMessage()).contains("the clock here says 2026-04-10"), "" + e);
    assertEquals(List.of(), door.asked);
  }

  @Test
  void takesNoCertificateFromAWorker() throws IOException {
    Mesh worker = start('w', NodeRole.WORKER);
    worker.register(JoinService.RENEW, TestNodes::echo);
    Refused why = assertThrows(Refused.class, () -> JoinClient.renew(a, TestNodes.id('w'), CLOCK));
    assertTrue(String.valueOf(why.getMessage()).contains("is a worker"), "" + why);
  }

  @Test
  void answersNonsenseWithASentence() throws IOException {
    Mesh b = start('b', NodeRole.WORKER);
    a.peers(Map.of());
    try (MeshStream stream = b.open(A, JoinService.RENEW)) {
      stream.output().write("{\"key\":\"AAAA\"}".getBytes(StandardCharsets.UTF_8));
      stream.end();
      JoinWire.Reply reply = JoinWire.reply(stream.input());
      assertTrue(reply.toString().contains("not a public EC key"), reply.toString());
    }
  }
}
