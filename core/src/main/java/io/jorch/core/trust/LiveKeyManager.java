package io.jorch.core.trust;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Offers the identity of the moment. A handshake asks for an alias first and for key and chain
/// afterwards: the alias names one identity, so that all three are of the same one, and the last
/// identity stays available for handshakes under way.
final class LiveKeyManager extends X509ExtendedKeyManager {
  private static final String TYPE = "EC";

  private record Held(long number, Identity identity, Optional<Identity> before) {}

  private volatile Held held;

  LiveKeyManager(Identity identity) {
    held = new Held(0, identity, Optional.empty());
  }

  Identity current() {
    return held.identity();
  }

  synchronized void replace(Identity next) {
    held = new Held(held.number() + 1, next, Optional.of(held.identity()));
  }

  private @Nullable String alias(String... types) {
    return Arrays.asList(types).contains(TYPE) ? "node-" + held.number() : null;
  }

  private Optional<Identity> named(@Nullable String alias) {
    Held now = held;
    if (("node-" + now.number()).equals(alias)) {
      return Optional.of(now.identity());
    }
    return ("node-" + (now.number() - 1)).equals(alias) ? now.before() : Optional.empty();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return named(alias).map(Identity::key).orElse(null);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return named(alias)
        .map(identity -> identity.chain().toArray(X509Certificate[]::new))
        .orElse(null);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(types);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(type);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(types);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(type);
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return aliases(type);
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return aliases(type);
  }

  private String @Nullable [] aliases(String type) {
    String alias = alias(type);
    return alias == null ? null : new String[] {alias};
  }
}
