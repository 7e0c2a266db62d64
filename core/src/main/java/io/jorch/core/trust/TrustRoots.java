package io.jorch.core.trust;

import io.jorch.core.model.NodeId;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whom nodes trust: what every node must know to tell a member from a stranger.
///
/// @param roots of the authorities trusted now, each as PEM; two while a root is being replaced
/// @param removed nodes whose certificates count no more, though an authority signed them; an id
///     that was removed is never used again
public record TrustRoots(List<String> roots, Set<NodeId> removed) {
  public TrustRoots {
    roots = List.copyOf(roots);
    removed = Set.copyOf(removed);
  }

  public static TrustRoots of(X509Certificate root) {
    return new TrustRoots(List.of(Pem.text(root)), Set.of());
  }

  public List<X509Certificate> certificates() {
    return roots.stream().map(Pem::certificate).toList();
  }

  /// Trusts this root too.
  public TrustRoots trusting(X509Certificate root) {
    Set<String> all = new LinkedHashSet<>(roots);
    all.add(Pem.text(root));
    return new TrustRoots(List.copyOf(all), removed);
  }

  /// Trusts this root alone.
  public TrustRoots only(X509Certificate root) {
    return new TrustRoots(List.of(Pem.text(root)), removed);
  }

  /// A root is being replaced: the one trusted last is the one that signs.
  public boolean rotating() {
    return roots.size() > 1;
  }

  public TrustRoots removing(NodeId node) {
    Set<NodeId> all = new TreeSet<>(removed);
    all.add(node);
    return new TrustRoots(roots, all);
  }

  public boolean trusts(Fingerprint root) {
    return fingerprints().anyMatch(root::equals);
  }

  private Stream<Fingerprint> fingerprints() {
    return certificates().stream().map(Fingerprint::of);
  }
}
