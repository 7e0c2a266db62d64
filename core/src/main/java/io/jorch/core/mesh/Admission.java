package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.trust.NodeSubject;
import io.jorch.core.trust.TrustRoots;
import java.net.InetAddress;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Decides who becomes a node; where the cluster's authority and secrets are known. Called on a
/// thread of its own for each asker, who waits half a minute at most.
public interface Admission {
  /// A node that wants in.
  ///
  /// @param secret of its token; nothing about the asker is proved but by this
  /// @param node the id it would like. One that is known already must be refused: whoever holds a
  ///     token could take another node's place
  /// @param key the public one of the node
  /// @param advertised where others shall reach it, as it wishes; empty when it leaves that open
  /// @param from where the connection came from
  record Request(
      String secret,
      NodeId node,
      PublicKey key,
      String hostname,
      String advertised,
      InetAddress from) {}

  sealed interface Answer {
    /// Let in.
    ///
    /// @param chain as the authority issued it
    /// @param roster what else the node must know; this package does not look into it
    record Admitted(List<X509Certificate> chain, TrustRoots trust, String roster)
        implements Answer {}

    /// Not let in.
    ///
    /// @param reason a sentence for the user at the node
    record Refused(String reason) implements Answer {}
  }

  Answer admit(Request request);

  /// A node of the cluster that asks for its next certificate, which may give it another role.
  ///
  /// @param node as its present certificate says
  /// @param key the public one to certify
  Answer renew(NodeSubject node, PublicKey key);

  /// A node of the cluster shows the certificate that it goes by from now on.
  ///
  /// @return why it is not taken note of; empty when it is, durably
  Optional<String> presented(NodeSubject node, X509Certificate certificate);
}
