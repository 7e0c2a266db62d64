package io.jorch.core.mesh;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.Fingerprint;
import io.jorch.core.trust.JoinSecrets;
import io.jorch.core.trust.JoinToken;
import io.jorch.core.trust.NodeSubject;
import io.jorch.core.trust.TrustRoots;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Lets in whoever knows a secret, and remembers who asked. A node that renews becomes a manager.
final class OpenDoor implements Admission {
  final JoinSecrets secrets = JoinSecrets.random();
  final List<Request> asked = new CopyOnWriteArrayList<>();
  private final Authority authority;

  OpenDoor(Authority authority) {
    this.authority = authority;
  }

  JoinToken token(NodeRole role) {
    return secrets.token(role, Fingerprint.of(authority.root()));
  }

  @Override
  public Answer admit(Request request) {
    asked.add(request);
    Optional<NodeRole> role = secrets.role(request.secret());
    return role.isPresent()
        ? admitted(request.node(), role.orElseThrow(), request.key())
        : new Answer.Refused("the token is not valid any more; get a new one");
  }

  private Answer admitted(NodeId node, NodeRole role, PublicKey key) {
    return new Answer.Admitted(
        authority.issue(key, node, role, TestNodes.MONTH, TestNodes.NOW),
        TrustRoots.of(authority.root()),
        "{\"nodes\":1}");
  }

  @Override
  public Answer renew(NodeSubject node, PublicKey key) {
    return admitted(node.node(), NodeRole.MANAGER, key);
  }

  @Override
  public Optional<String> presented(NodeSubject node, X509Certificate certificate) {
    return authority.issued(certificate) ? Optional.empty() : Optional.of("not by this one");
  }
}
