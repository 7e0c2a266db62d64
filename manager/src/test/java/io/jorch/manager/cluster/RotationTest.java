package io.jorch.manager.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.mesh.Admission.Answer;
import io.jorch.core.mesh.Admission.Request;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.ClusterId;
import io.jorch.core.trust.JoinSecrets;
import io.jorch.core.trust.Keys;
import io.jorch.core.trust.NodeSubject;
import io.jorch.core.trust.TrustRoots;
import io.jorch.core.wire.Wire;
import io.jorch.manager.store.ClusterRecord;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.MemoryStore;
import io.jorch.manager.store.NodeRecord;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ClusterId CLUSTER = new ClusterId("cccccccccccc");
  private static final NodeId FIRST = new NodeId("aaaaaaaaaaaa");
  private static final NodeId SECOND = new NodeId("bbbbbbbbbbbb");

  private final ClusterStore store = new ClusterStore(new MemoryStore());
  private final Rotation rotation = new Rotation(store, () -> NOW);
  private final Admissions admissions = new Admissions(store, new UUID(1, 1), () -> NOW);

  @BeforeEach
  void oneManagerAndAWorker() throws Exception {
    Authority authority = Authority.create(CLUSTER, NOW);
    ClusterRecord cluster =
        new ClusterRecord(
            CLUSTER.value(),
            Base64.getEncoder().encodeToString(authority.bytes()),
            JoinSecrets.random(),
            TrustRoots.of(authority.root()),
            NOW);
    NodeRecord first =
        new NodeRecord(
            FIRST,
            "alpha",
            NodeRole.MANAGER,
            "192.0.2.1",
            "127.10.0.1",
            NOW,
            NodeRecord.Availability.ACTIVE,
            Map.of());
    assertTrue(store.found(cluster, first).join());
    assertTrue(
        admitted(SECOND, "192.0.2.2", cluster().secrets().worker()) instanceof Answer.Admitted);
  }

  private ClusterRecord cluster() {
    return store.state().cluster().orElseThrow();
  }

  private Authority authority() {
    return Admissions.authority(cluster());
  }

  private Answer admitted(NodeId node, String address, String secret) throws Exception {
    return admissions.admit(
        new Request(
            secret,
            node,
            Keys.generate().getPublic(),
            "host-" + node,
            address,
            InetAddress.getByName(address)));
  }

  private static X509Certificate certificate(Authority by, NodeId node) {
    return by.issue(Keys.generate().getPublic(), node, NodeRole.WORKER, Admissions.VALIDITY, NOW)
        .getFirst();
  }

  private Optional<String> shows(NodeId node, Authority by) {
    return admissions.presented(
        new NodeSubject(CLUSTER, node, NodeRole.WORKER), certificate(by, node));
  }

  private Optional<List<NodeId>> waiting() {
    return Rotation.waiting(store.state())
        .map(nodes -> nodes.stream().map(NodeRecord::id).toList());
  }

  @Test
  void endsWhenEveryNodeHasShownACertificateOfTheNewRoot() throws Exception {
    Authority old = authority();
    assertEquals(Optional.empty(), waiting());
    rotation.begin().join();
    assertEquals(Optional.of(List.of(FIRST, SECOND)), waiting());
    assertTrue(cluster().trust().trusts(old.fingerprint()));
    assertEquals(Optional.empty(), shows(FIRST, authority()));
    assertFalse(rotation.step());
    assertEquals(Optional.of(List.of(SECOND)), waiting());
    assertEquals(Optional.empty(), shows(SECOND, authority()));
    assertEquals(Optional.of(List.of()), waiting());
    assertTrue(rotation.step());
    assertEquals(Optional.empty(), waiting());
    assertFalse(cluster().trust().trusts(old.fingerprint()));
    assertTrue(cluster().trust().trusts(authority().fingerprint()));
    assertFalse(rotation.step());
  }

  @Test
  void beginsAgainOnlyWhenTheLastOneHasEnded() throws Exception {
    ClusterRecord first = rotation.begin().join();
    assertEquals(first, rotation.begin().join());
    shows(FIRST, authority());
    shows(SECOND, authority());
    assertTrue(rotation.step());
    assertNotEquals(first.authority(), rotation.begin().join().authority());
    assertEquals(Optional.of(List.of(FIRST, SECOND)), waiting());
  }

  @Test
  void aCertificateOfTheFormerRootIsNotTakenForOneOfTheNew() {
    Authority old = authority();
    rotation.begin().join();
    assertEquals(
        Optional.of("the certificate is not of the newest root, as far as is known here"),
        shows(FIRST, old));
    assertEquals(Optional.of(List.of(FIRST, SECOND)), waiting());
    assertEquals(Optional.empty(), shows(FIRST, authority()));
    assertTrue(shows(FIRST, authority().renewed(NOW)).isPresent());
    assertEquals(Optional.of(List.of(SECOND)), waiting());
  }

  @Test
  void aNodeThatIsAwayHoldsItUpUntilItIsRemoved() throws Exception {
    rotation.begin().join();
    shows(FIRST, authority());
    assertFalse(rotation.step());
    assertTrue(store.remove(SECOND).join());
    assertTrue(rotation.step());
    assertTrue(cluster().trust().removed().contains(SECOND));
  }

  @Test
  void aNodeThatJoinsMeanwhileShowsItsCertificateToo() throws Exception {
    rotation.begin().join();
    shows(FIRST, authority());
    shows(SECOND, authority());
    NodeId third = new NodeId("dddddddddddd");
    Answer answer = admitted(third, "192.0.2.3", cluster().secrets().worker());
    X509Certificate got = ((Answer.Admitted) answer).chain().getFirst();
    assertTrue(authority().issued(got));
    assertFalse(rotation.step());
    assertEquals(
        Optional.empty(),
        admissions.presented(new NodeSubject(CLUSTER, third, NodeRole.WORKER), got));
    assertTrue(rotation.step());
  }

  @Test
  void tokensOfTheFormerRootLetNobodyIn() throws Exception {
    String before = cluster().secrets().worker();
    rotation.begin().join();
    Answer answer = admitted(new NodeId("dddddddddddd"), "192.0.2.3", before);
    String reason = ((Answer.Refused) answer).reason();
    assertTrue(reason.startsWith("the token is not valid any more; `jorch cluster token"), reason);
  }

  @Test
  void aRecordThatKnowsNoRootIsRead() {
    NodeRecord node = store.state().node(FIRST).orElseThrow();
    String text = Wire.text(NodeRecord.class, node);
    assertFalse(text.contains("root"), text);
    assertEquals(node, Wire.read(NodeRecord.class, text));
    NodeRecord seen = node.under(authority().fingerprint());
    assertEquals(seen, Wire.read(NodeRecord.class, Wire.text(NodeRecord.class, seen)));
    assertTrue(seen.with(NodeRole.WORKER).isUnder(authority().fingerprint()));
  }
}
