package io.jorch.core.mesh;

import io.jorch.core.trust.Credentials;
import io.jorch.core.trust.Identity;
import io.jorch.core.trust.TrustRoots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A client that trusts everybody and shows what it likes.
final class Intruder {
  private final SSLContext context;

  Intruder(Optional<Identity> shown, String protocol) {
    TrustRoots nobody = new TrustRoots(List.of(), Set.of());
    KeyManager[] keys =
        shown
            .map(own -> new KeyManager[] {new Credentials(own, nobody, Instant::now).keyManager()})
            .orElse(new KeyManager[0]);
    try {
      context = SSLContext.getInstance(protocol);
      context.init(keys, new TrustManager[] {new Gullible()}, null);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// What a node answers to it, or how that failed.
  String ask(InetSocketAddress node, String service) {
    try (Socket plain = new Socket(node.getAddress(), node.getPort())) {
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "x", node.getPort(), true);
      tls.setSoTimeout(20_000);
      tls.startHandshake();
      Wires wires = new Wires(plain, tls);
      wires.send(Frame.of(Frame.Kind.HELLO, Dialing.VERSION + service));
      return wires.read().map(frame -> frame.kind() + " " + frame.text()).orElse("closed");
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static final class Gullible implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
