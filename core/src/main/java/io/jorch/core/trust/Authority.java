package io.jorch.core.trust;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.wire.Wire;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The cluster's authority: the key that signs the certificates of its nodes, and its own, the
/// root. Immutable; who has its bytes can make nodes.
public final class Authority {
  /// Of a root.
  public static final Duration VALIDITY = Duration.ofDays(3650);

  /// As stored: PEM texts.
  private record Stored(String cluster, String key, String root, Optional<String> cross) {}

  private final ClusterId cluster;
  private final PrivateKey key;
  private final X509Certificate root;
  private final Optional<X509Certificate> cross;

  private Authority(
      ClusterId cluster, PrivateKey key, X509Certificate root, Optional<X509Certificate> cross) {
    this.cluster = cluster;
    this.key = key;
    this.root = root;
    this.cross = cross;
  }

  public static Authority create(ClusterId cluster, Instant now) {
    KeyPair pair = Keys.generate();
    X509Certificate root = new Signing(pair.getPrivate()).root(pair.getPublic(), cluster, now);
    return new Authority(cluster, pair.getPrivate(), root, Optional.empty());
  }

  /// A certificate for a node's public key, with what verifies it: the node's own first, then, when
  /// this authority replaced another, its root as signed by that one, and its root last. Valid from
  /// a little before `now`, for clocks that differ.
  ///
  /// @throws IllegalArgumentException when the key is not EC on P-256
  public List<X509Certificate> issue(
      PublicKey node, NodeId id, NodeRole role, Duration validity, Instant now) {
    NodeSubject subject = new NodeSubject(cluster, id, role);
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(new Signing(key).node(Keys.checked(node), subject, root, validity, now));
    cross.ifPresent(chain::add);
    chain.add(root);
    return List.copyOf(chain);
  }

  /// Its successor: a new root, which this one signs too, so that what the successor issues is
  /// verified by nodes that trust either. What this one issued is verified only by those that still
  /// trust its root: they trust both until every node has a certificate of the successor. Only then
  /// may the next succession begin.
  public Authority renewed(Instant now) {
    Authority next = create(cluster, now);
    X509Certificate signed = new Signing(key).cross(next.root, root, now);
    return new Authority(cluster, next.key, next.root, Optional.of(signed));
  }

  /// Whether the root itself, and not one that goes by its name, signed the certificate.
  public boolean issued(X509Certificate certificate) {
    try {
      certificate.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  public ClusterId cluster() {
    return cluster;
  }

  public X509Certificate root() {
    return root;
  }

  /// Of the root.
  public Fingerprint fingerprint() {
    return Fingerprint.of(root);
  }

  /// The whole of it, secret key included.
  public byte[] bytes() {
    return Wire.bytes(
        Stored.class,
        new Stored(cluster.value(), Pem.text(key), Pem.text(root), cross.map(Pem::text)));
  }

  /// Reads what [#bytes] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static Authority of(byte[] bytes) {
    Stored stored = Wire.read(Stored.class, bytes);
    return new Authority(
        new ClusterId(stored.cluster()),
        Pem.key(stored.key()),
        Pem.certificate(stored.root()),
        stored.cross().map(Pem::certificate));
  }

  @Override
  public String toString() {
    return "the authority of cluster " + cluster + " with root " + fingerprint();
  }
}
