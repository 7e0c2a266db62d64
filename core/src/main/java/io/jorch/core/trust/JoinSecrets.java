package io.jorch.core.trust;

import io.jorch.core.model.NodeRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// The secrets that let nodes in, one for each role. Kept by the managers; has a JSON form.
public record JoinSecrets(String worker, String manager) {
  public static JoinSecrets random() {
    return new JoinSecrets(fresh(), fresh());
  }

  private static String fresh() {
    byte[] bytes = new byte[JoinToken.SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// With a new secret for the role: tokens with the old one let nobody in any more.
  public JoinSecrets rotate(NodeRole role) {
    return switch (role) {
      case WORKER -> new JoinSecrets(fresh(), manager);
      case MANAGER -> new JoinSecrets(worker, fresh());
    };
  }

  public JoinToken token(NodeRole role, Fingerprint authority) {
    return new JoinToken(
        authority,
        switch (role) {
          case WORKER -> worker;
          case MANAGER -> manager;
        });
  }

  /// The role that the secret lets a node have; takes the same time whatever is wrong with it.
  public Optional<NodeRole> role(String secret) {
    boolean isWorker = same(secret, worker);
    boolean isManager = same(secret, manager);
    if (isManager) {
      return Optional.of(NodeRole.MANAGER);
    }
    return isWorker ? Optional.of(NodeRole.WORKER) : Optional.empty();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "join secrets";
  }
}
