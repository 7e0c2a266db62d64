package io.jorch.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// As others use the managers: one TLS context for all connections, which would resume sessions.
@Timeout(60)
class LiveTrustManagerIT {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final Authority authority = Authority.create(new ClusterId("cccccccccccc"), NOW);
  private final Credentials server = credentials("aaaaaaaaaaaa");
  private final Credentials client = credentials("bbbbbbbbbbbb");
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private final SSLContext clientContext = client.context();

  private Credentials credentials(String node) {
    KeyPair pair = Keys.generate();
    Duration day = Duration.ofDays(1);
    Identity identity =
        Identity.of(
            pair.getPrivate(),
            authority.issue(pair.getPublic(), new NodeId(node), NodeRole.MANAGER, day, NOW));
    return new Credentials(identity, TrustRoots.of(authority.root()), () -> NOW);
  }

  /// One byte there and back, by which the handshake, and what comes after it, has passed.
  private int exchange(SSLServerSocket listening) throws IOException {
    Thread.ofVirtual().start(() -> answer(listening));
    try (SSLSocket socket = (SSLSocket) clientContext.getSocketFactory().createSocket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(7);
      return socket.getInputStream().read();
    }
  }

  private void answer(SSLServerSocket listening) {
    try (SSLSocket socket = (SSLSocket) listening.accept()) {
      socket.getOutputStream().write(socket.getInputStream().read());
      socket.getInputStream().read();
    } catch (IOException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void judgesANodeAgainThatWasRemovedSinceItsLastConnection() throws Exception {
    try (SSLServerSocket listening =
        (SSLServerSocket)
            server
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      listening.setNeedClientAuth(true);
      assertEquals(7, exchange(listening));
      assertEquals(7, exchange(listening));
      server.trust(server.trust().removing(new NodeId("bbbbbbbbbbbb")));
      assertThrows(IOException.class, () -> exchange(listening));
      String why = String.valueOf(refusals.poll(20, TimeUnit.SECONDS));
      assertTrue(why.endsWith("node bbbbbbbbbbbb was removed from the cluster"), why);
      server.trust(TrustRoots.of(authority.root()));
      assertEquals(7, exchange(listening));
      client.trust(client.trust().removing(new NodeId("aaaaaaaaaaaa")));
      assertThrows(SSLException.class, () -> exchange(listening));
    }
  }
}
