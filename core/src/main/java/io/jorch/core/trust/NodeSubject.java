package io.jorch.core.trust;

import io.jorch.core.model.NodeId;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// Who a certificate is for: `CN` is the node, `OU` its role, `O` the cluster, and nothing else.
public record NodeSubject(ClusterId cluster, NodeId node, NodeRole role) {
  /// Reads it without checking who signed.
  ///
  /// @throws CertificateException when the certificate is not a node's
  public static NodeSubject of(X509Certificate certificate) throws CertificateException {
    X500Principal subject = certificate.getSubjectX500Principal();
    Map<String, String> parts = parts(subject);
    try {
      Optional<NodeRole> role = NodeRole.of(parts.getOrDefault("OU", ""));
      if (parts.size() == 3 && role.isPresent()) {
        return new NodeSubject(
            new ClusterId(parts.getOrDefault("O", "")),
            new NodeId(parts.getOrDefault("CN", "")),
            role.orElseThrow());
      }
    } catch (IllegalArgumentException e) {
      throw notOfANode(subject, e);
    }
    throw notOfANode(subject, null);
  }

  private static Map<String, String> parts(X500Principal subject) throws CertificateException {
    try {
      List<Rdn> names = new LdapName(subject.getName(X500Principal.RFC2253)).getRdns();
      Map<String, String> parts = new HashMap<>();
      for (Rdn name : names) {
        boolean plain = name.size() == 1 && name.getValue() instanceof String;
        if (!plain || parts.put(name.getType(), (String) name.getValue()) != null) {
          throw notOfANode(subject, null);
        }
      }
      return parts;
    } catch (InvalidNameException e) {
      throw notOfANode(subject, e);
    }
  }

  private static CertificateException notOfANode(X500Principal subject, @Nullable Exception cause) {
    return new CertificateException(
        "the certificate of '" + subject.getName() + "' is not a node's", cause);
  }

  String name() {
    return "CN=" + node + ",OU=" + role.text() + ",O=" + cluster;
  }
}
