package io.jorch.agent.network;

import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.network.dns.DnsSockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A few namespaces made ahead, `lo` up and DNS sockets open: making one costs more than all the
/// rest of attaching. When none is ready the caller makes its own.
final class SpareNamespaces implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SpareNamespaces.class.getName());
  private static final Path NO_IPV6 = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");

  /// A namespace nobody uses yet, and the sockets opened in it.
  record Spare(NetNamespace namespace, NetlinkSocket route, DnsSockets dns) {
    void discard() {
      dns.close();
      route.close();
      namespace.close();
    }
  }

  private final BlockingQueue<Spare> ready;
  private final Thread maker;
  private volatile boolean closed;

  SpareNamespaces(int ahead) {
    ready = new LinkedBlockingQueue<>(ahead);
    maker = Thread.ofPlatform().name("jorch-netns-spares").daemon().start(this::fill);
  }

  Spare take() throws IOException {
    Spare spare = ready.poll();
    return spare != null ? spare : make();
  }

  private void fill() {
    try {
      while (!closed) offer(make());
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "no more network namespaces are made ahead");
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "network namespaces are not made ahead any more, starting containers is slower: {0}",
          e.getMessage());
    }
  }

  private void offer(Spare spare) throws InterruptedException {
    boolean kept = false;
    try {
      ready.put(spare);
      kept = true;
    } finally {
      if (!kept) spare.discard();
    }
  }

  private static Spare make() throws IOException {
    return NetNamespace.create(SpareNamespaces::furnish);
  }

  private static Spare furnish(NetNamespace namespace) throws IOException {
    NetlinkSocket route = NetlinkSocket.route();
    try {
      route.run(Links.up("lo"));
      if (Files.exists(NO_IPV6)) Files.writeString(NO_IPV6, "1");
      return new Spare(namespace, route, DnsSockets.openNew());
    } catch (IOException e) {
      route.close();
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    maker.interrupt();
    try {
      maker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Spare spare = ready.poll(); spare != null; spare = ready.poll()) spare.discard();
  }
}
