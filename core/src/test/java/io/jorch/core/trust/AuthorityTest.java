package io.jorch.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.wire.Wire;
import io.jorch.core.wire.WireException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final ClusterId CLUSTER = new ClusterId("cccccccccccc");
  private static final NodeId NODE = new NodeId("aaaaaaaaaaaa");
  private static final PublicKey KEY = Keys.generate().getPublic();
  private static final Authority AUTHORITY = Authority.create(CLUSTER, NOW);

  private static List<X509Certificate> worker(Authority authority, Instant at) {
    return authority.issue(KEY, NODE, NodeRole.WORKER, MONTH, at);
  }

  private static NodeSubject verified(List<X509Certificate> chain, TrustRoots trust, Instant at)
      throws CertificateException {
    return ChainCheck.of(CLUSTER, trust).verify(chain, at);
  }

  private static String refusal(List<X509Certificate> chain, TrustRoots trust, Instant at) {
    return String.valueOf(
        assertThrows(CertificateException.class, () -> verified(chain, trust, at)).getMessage());
  }

  @Test
  void issuesWhatItsRootVerifies() throws CertificateException {
    TrustRoots trust = TrustRoots.of(AUTHORITY.root());
    NodeSubject worker = new NodeSubject(CLUSTER, NODE, NodeRole.WORKER);
    assertEquals(worker, verified(worker(AUTHORITY, NOW), trust, NOW));
    assertEquals(
        NodeRole.MANAGER,
        verified(AUTHORITY.issue(KEY, NODE, NodeRole.MANAGER, MONTH, NOW), trust, NOW).role());
    assertEquals(KEY, worker(AUTHORITY, NOW).getFirst().getPublicKey());
  }

  @Test
  void refusesAnotherAuthorityOfTheSameCluster() {
    Authority other = Authority.create(CLUSTER, NOW);
    List<X509Certificate> chain = worker(other, NOW);
    assertEquals(
        "the certificate of node aaaaaaaaaaaa, issued by '"
            + other.root().getSubjectX500Principal().getName()
            + "', leads to no authority trusted here",
        refusal(chain, TrustRoots.of(AUTHORITY.root()), NOW));
    assertTrue(refusal(chain, new TrustRoots(List.of(), Set.of()), NOW).contains("no authority"));
  }

  @Test
  void refusesWhatIsNotValidAtTheTime() throws CertificateException {
    TrustRoots trust = TrustRoots.of(AUTHORITY.root());
    List<X509Certificate> chain = worker(AUTHORITY, NOW);
    Instant end = NOW.plus(MONTH);
    verified(chain, trust, end);
    verified(chain, trust, NOW.minus(Duration.ofMinutes(50)));
    assertEquals(
        "the certificate of node aaaaaaaaaaaa expired at "
            + end
            + ", and the clock here says "
            + end.plusSeconds(1),
        refusal(chain, trust, end.plusSeconds(1)));
    Instant early = NOW.minus(Duration.ofHours(2));
    assertEquals(
        "the certificate of node aaaaaaaaaaaa is not valid before 2026-03-01T11:00:00Z, and the"
            + " clock here says 2026-03-01T10:00:00Z; set the clocks right",
        refusal(chain, trust, early));
  }

  @Test
  void refusesWhatARootSignedThatHasExpired() {
    Instant late = NOW.plus(Authority.VALIDITY).plusSeconds(1);
    String why = refusal(worker(AUTHORITY, late), TrustRoots.of(AUTHORITY.root()), late);
    assertTrue(why.contains("leads to no authority"), why);
  }

  @Test
  void refusesAnotherClusterAndARemovedNode() {
    Authority other = Authority.create(new ClusterId("dddddddddddd"), NOW);
    TrustRoots both = TrustRoots.of(AUTHORITY.root()).trusting(other.root());
    assertEquals(
        "node aaaaaaaaaaaa is of cluster dddddddddddd, not cccccccccccc",
        refusal(worker(other, NOW), both, NOW));
    assertEquals(
        "node aaaaaaaaaaaa was removed from the cluster",
        refusal(worker(AUTHORITY, NOW), both.removing(NODE), NOW));
  }

  @Test
  void refusesWhatANodeSignedItself() {
    KeyPair forger = Keys.generate();
    List<X509Certificate> own =
        AUTHORITY.issue(forger.getPublic(), NODE, NodeRole.WORKER, MONTH, NOW);
    NodeSubject claimed = new NodeSubject(CLUSTER, NODE, NodeRole.MANAGER);
    X509Certificate forged =
        new Signing(forger.getPrivate()).node(KEY, claimed, own.getFirst(), MONTH, NOW);
    List<X509Certificate> chain = List.of(forged, own.getFirst(), AUTHORITY.root());
    String why = refusal(chain, TrustRoots.of(AUTHORITY.root()), NOW);
    assertTrue(why.contains("leads to no authority"), why);
  }

  @Test
  void refusesWhatIsNoNodesCertificate() {
    TrustRoots trust = TrustRoots.of(AUTHORITY.root());
    String why = refusal(List.of(AUTHORITY.root()), trust, NOW);
    assertTrue(why.endsWith("is not a node's"), why);
    assertEquals("a chain of 0 certificates is not allowed", refusal(List.of(), trust, NOW));
  }

  @Test
  void replacesItsRootWithoutABreak() throws CertificateException {
    Authority next = AUTHORITY.renewed(NOW);
    TrustRoots old = TrustRoots.of(AUTHORITY.root());
    TrustRoots both = old.trusting(next.root());
    TrustRoots after = both.only(next.root());
    List<X509Certificate> before = worker(AUTHORITY, NOW);
    List<X509Certificate> renewed = worker(next, NOW);
    assertNotEquals(AUTHORITY.fingerprint(), next.fingerprint());
    verified(renewed, old, NOW);
    verified(renewed, both, NOW);
    verified(renewed, after, NOW);
    verified(before, both, NOW);
    assertTrue(refusal(before, after, NOW).contains("leads to no authority"));
  }

  @Test
  void tellsWhatItIssuedFromWhatItsPredecessorDid() {
    Authority next = AUTHORITY.renewed(NOW);
    assertTrue(next.issued(worker(next, NOW).getFirst()));
    assertFalse(next.issued(worker(AUTHORITY, NOW).getFirst()));
    assertFalse(AUTHORITY.issued(worker(next, NOW).getFirst()));
    TrustRoots old = TrustRoots.of(AUTHORITY.root());
    assertFalse(old.rotating());
    assertTrue(old.trusting(next.root()).rotating());
    assertFalse(old.trusting(next.root()).only(next.root()).rotating());
  }

  @Test
  void endsTheTrustOfTheRootBeforeTheLast() {
    Authority third = AUTHORITY.renewed(NOW).renewed(NOW);
    assertTrue(
        refusal(worker(third, NOW), TrustRoots.of(AUTHORITY.root()), NOW)
            .contains("leads to no authority"));
  }

  @Test
  void comesBackFromItsBytesAlsoAfterARotation() throws CertificateException {
    Authority next = AUTHORITY.renewed(NOW);
    Authority again = Authority.of(next.bytes());
    assertEquals(next.fingerprint(), again.fingerprint());
    assertEquals(CLUSTER, again.cluster());
    verified(worker(again, NOW), TrustRoots.of(AUTHORITY.root()), NOW);
    verified(worker(Authority.of(AUTHORITY.bytes()), NOW), TrustRoots.of(AUTHORITY.root()), NOW);
    assertThrows(WireException.class, () -> Authority.of(new byte[] {1, 2, 3}));
    assertFalse(next.toString().contains("PRIVATE"));
  }

  @Test
  void certifiesNoOtherKindOfKey() throws NoSuchAlgorithmException {
    PublicKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    assertEquals(
        "a node's key must be EC on the curve P-256, not RSA",
        assertThrows(
                IllegalArgumentException.class,
                () -> AUTHORITY.issue(rsa, NODE, NodeRole.WORKER, MONTH, NOW))
            .getMessage());
    assertEquals(KEY, Keys.read(KEY.getEncoded()));
    assertThrows(IllegalArgumentException.class, () -> Keys.read(rsa.getEncoded()));
    assertThrows(IllegalArgumentException.class, () -> Keys.read(new byte[] {48, 0}));
  }

  @Test
  void keepsTrustAsJson() {
    TrustRoots trust =
        TrustRoots.of(AUTHORITY.root()).trusting(AUTHORITY.renewed(NOW).root()).removing(NODE);
    TrustRoots read = Wire.read(TrustRoots.class, Wire.bytes(TrustRoots.class, trust));
    assertEquals(trust, read);
    assertTrue(read.trusts(AUTHORITY.fingerprint()));
    assertEquals(read, read.trusting(AUTHORITY.root()));
  }

  @Test
  void renewsACertificateTwoThirdsThroughItsLife() {
    Identity identity = Identity.of(Keys.generate().getPrivate(), worker(AUTHORITY, NOW));
    assertEquals(
        NOW.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(28840)), identity.renewal());
    assertEquals(NOW.plus(MONTH), identity.expires());
    assertFalse(identity.keyFits());
  }
}
