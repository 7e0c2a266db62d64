package io.jorch.core.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.model.NodeId;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Authority AUTHORITY = Authority.create(new ClusterId("cccccccccccc"), NOW);
  private static final NodeId NODE = new NodeId("aaaaaaaaaaaa");

  private static Identity identity(NodeId node) {
    KeyPair pair = Keys.generate();
    return Identity.of(
        pair.getPrivate(),
        AUTHORITY.issue(pair.getPublic(), node, NodeRole.WORKER, Duration.ofDays(1), NOW));
  }

  private final Identity first = identity(NODE);
  private final Credentials credentials =
      new Credentials(first, TrustRoots.of(AUTHORITY.root()), InstantSource.fixed(NOW));

  @Test
  void offersTheNewCertificateWithoutTearingAHandshakeUnderWay() {
    X509ExtendedKeyManager keys = credentials.keyManager();
    String before = keys.chooseServerAlias("EC", null, null);
    Identity next = identity(NODE);
    credentials.renew(next);
    String after = keys.chooseClientAlias(new String[] {"RSA", "EC"}, null, null);
    assertEquals(first.key(), keys.getPrivateKey(before));
    assertArrayEquals(
        first.chain().toArray(X509Certificate[]::new), keys.getCertificateChain(before));
    assertEquals(next.key(), keys.getPrivateKey(after));
    assertNull(keys.chooseServerAlias("RSA", null, null));
    credentials.renew(identity(NODE));
    assertNull(keys.getPrivateKey(before));
  }

  @Test
  void takesNoOtherNodesCertificate() {
    assertThrows(
        IllegalArgumentException.class,
        () -> credentials.renew(identity(new NodeId("bbbbbbbbbbbb"))));
  }

  @Test
  void judgesByTheTrustOfTheMomentAndTellsOfChanges() throws CertificateException {
    AtomicInteger told = new AtomicInteger();
    Runnable listener = told::incrementAndGet;
    credentials.onChange(listener);
    Identity other = identity(new NodeId("bbbbbbbbbbbb"));
    X509Certificate[] chain = other.chain().toArray(X509Certificate[]::new);
    credentials.trustManager().checkClientTrusted(chain, "EC");
    credentials.trust(credentials.trust().removing(other.node()));
    assertThrows(
        CertificateException.class,
        () -> credentials.trustManager().checkServerTrusted(chain, "EC"));
    assertEquals(1, told.get());
    credentials.forget(listener);
    credentials.renew(identity(NODE));
    assertEquals(1, told.get());
  }
}
