package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Holds host ports against every other process: a bound socket that neither listens nor is read.
/// Traffic never gets to it, the firewall translates or refuses it before.
final class PortReservations implements AutoCloseable {
  private record Held(NetworkChannel socket, String holder) {}

  /// Another daemon's reservation is such a socket: bound, and no listener.
  private static final String NOBODY =
      "a socket that does not listen, such as another daemon's reservation";

  private final Map<HostPort, Held> held = new HashMap<>();

  /// Takes the port, or any free one when `port` is 0. `holder` is named to whoever wants the port
  /// next; asking again for the same holder is fine.
  synchronized HostPort reserve(Ipv4 address, int port, Protocol protocol, String holder)
      throws IOException {
    if (port != 0) {
      HostPort wanted = new HostPort(address, port, protocol);
      Held known = held.get(wanted);
      if (known != null && known.holder().equals(holder)) return wanted;
    }
    NetworkChannel socket = bind(address, port, protocol);
    HostPort got =
        new HostPort(address, ((InetSocketAddress) socket.getLocalAddress()).getPort(), protocol);
    held.put(got, new Held(socket, holder));
    return got;
  }

  /// Takes the first free port of the range.
  synchronized HostPort reserve(Ipv4 address, int first, int last, Protocol protocol, String holder)
      throws IOException {
    for (int port = first; port <= last; port++) {
      HostPort wanted = new HostPort(address, port, protocol);
      if (held.containsKey(wanted)) continue;
      try {
        return reserve(address, port, protocol, holder);
      } catch (BindException e) {
        // The next one may be free.
      }
    }
    throw new IOException(
        "publish a port of " + first + "-" + last + "/" + protocol + ": all of them are in use");
  }

  private NetworkChannel bind(Ipv4 address, int port, Protocol protocol) throws IOException {
    try {
      return bind(address, port, protocol, false);
    } catch (BindException e) {
      if (port == 0) throw e;
      HostPort wanted = new HostPort(address, port, protocol);
      Optional<String> owner = ours(wanted).or(() -> other(wanted));
      if (owner.isEmpty() && protocol == Protocol.TCP) return bindOverClosing(wanted);
      throw explained(wanted, owner.orElse(NOBODY), e);
    }
  }

  private static NetworkChannel bindOverClosing(HostPort wanted) throws IOException {
    try {
      return bind(wanted.address(), wanted.port(), wanted.protocol(), true);
    } catch (BindException e) {
      throw explained(wanted, NOBODY, e);
    }
  }

  private static BindException explained(HostPort wanted, String owner, BindException cause) {
    BindException explained =
        new BindException(
            "publish port "
                + wanted
                + ": it is in use by "
                + owner
                + "; stop that or publish another port");
    explained.initCause(cause);
    return explained;
  }

  private static NetworkChannel bind(Ipv4 address, int port, Protocol protocol, boolean overClosing)
      throws IOException {
    NetworkChannel socket =
        switch (protocol) {
          case TCP -> SocketChannel.open(StandardProtocolFamily.INET);
          case UDP -> DatagramChannel.open(StandardProtocolFamily.INET);
        };
    try {
      // Connections that are closing (TIME_WAIT) forbid a bind without this; a live listener
      // forbids it anyway.
      if (overClosing) socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return socket.bind(new InetSocketAddress(address.inet(), port));
    } catch (IOException e) {
      socket.close();
      throw e instanceof BindException
          ? e
          : new IOException(
              "publish port "
                  + new HostPort(address, Math.max(1, port), protocol)
                  + ": "
                  + e.getMessage(),
              e);
    }
  }

  private Optional<String> ours(HostPort wanted) {
    return held.entrySet().stream()
        .filter(entry -> conflicts(entry.getKey(), wanted))
        .map(entry -> entry.getValue().holder())
        .findFirst();
  }

  private static boolean conflicts(HostPort a, HostPort b) {
    boolean sameAddress = a.anyAddress() || b.anyAddress() || a.address().equals(b.address());
    return a.port() == b.port() && a.protocol() == b.protocol() && sameAddress;
  }

  private static Optional<String> other(HostPort wanted) {
    try {
      return PortOwner.find(wanted);
    } catch (IOException e) {
      return Optional.of("an unknown process (" + e.getMessage() + ")");
    }
  }

  synchronized void release(HostPort port) throws IOException {
    Held gone = held.remove(port);
    if (gone != null) gone.socket().close();
  }

  @Override
  public synchronized void close() throws IOException {
    for (Held each : held.values()) each.socket().close();
    held.clear();
  }
}
