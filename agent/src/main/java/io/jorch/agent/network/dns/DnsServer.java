package io.jorch.agent.network.dns;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Serves DNS in the namespaces of all containers from one thread. Names are replaced as a whole.
/// Forwards from the namespace of the thread that opened it.
public final class DnsServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DnsServer.class.getName());
  private static final int LARGEST_PACKET = 65535;

  private final DnsLoop loop;
  private final Answering answering;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_PACKET);
  private final Map<String, Client> clients = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  private DnsServer(DnsLoop loop, Answering answering) {
    this.loop = loop;
    this.answering = answering;
    this.thread = Thread.ofPlatform().name("jorch-dns").daemon().start(this::run);
  }

  public static DnsServer open(HostResolvers resolvers) throws IOException {
    DnsLoop loop = new DnsLoop(System::nanoTime);
    SecureRandom random = new SecureRandom();
    return new DnsServer(
        loop, new Answering(new Resolver(random), new Forwarder(loop, resolvers, random)));
  }

  /// Answers on the sockets, which from now on belong to the server, with the names of these
  /// networks. `client` is any unique name for [#drop]; without `outside` no question is passed on.
  public void serve(String client, DnsSockets sockets, List<String> networks, boolean outside) {
    loop.post(() -> begin(client, new Client(networks, sockets, outside)));
  }

  private void begin(String name, Client client) {
    try {
      Client before = clients.put(name, client);
      if (before != null) before.sockets().close();
      loop.register(
          client.sockets().udp(), SelectionKey.OP_READ, new UdpListener(client, answering, buffer));
      loop.register(
          client.sockets().tcp(), SelectionKey.OP_ACCEPT, new TcpListener(client, answering, loop));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no DNS for container {0}: {1}", name, e.getMessage());
    }
  }

  /// Closes the container's sockets; none there is fine.
  public void drop(String client) {
    loop.post(
        () -> {
          Client gone = clients.remove(client);
          if (gone != null) gone.sockets().close();
        });
  }

  public void names(Names names) {
    answering.names(names);
  }

  private void run() {
    while (!closed) {
      try {
        loop.step();
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.ERROR, "one step of the DNS server failed, going on", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    loop.post(() -> {});
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.close();
  }
}
