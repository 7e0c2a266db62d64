package io.jorch.agent.network;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.Addresses;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.NetlinkSocket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The bridges of this instance's networks, each with its pool of addresses.
final class Bridges {
  /// A network that exists: its bridge's name and number, and its addresses.
  record Bridge(NetworkSpec spec, String name, int index, AddressPool pool) {}

  private final NetlinkSocket route;
  private final LinkNames names;
  private final Map<String, Bridge> byNetwork = new ConcurrentHashMap<>();

  Bridges(NetlinkSocket route, LinkNames names) {
    this.route = route;
    this.names = names;
  }

  /// Makes the bridge, or takes over the one that is there from an earlier daemon.
  synchronized Bridge ensure(NetworkSpec spec) throws IOException {
    Bridge known = byNetwork.get(spec.name());
    if (known != null) return grown(known, spec);
    String name = names.bridge(spec.name());
    create(name, spec);
    int index = Links.find(route, name).index();
    refuseOtherAddress(name, index, spec);
    route.run(
        List.of(
            Links.describeBridge(name, names.networkAlias(spec.name())),
            Links.mtu(name, spec.mtu()),
            Addresses.add(index, spec.gateway(), spec.subnet()),
            Links.up(name)));
    Bridge bridge = new Bridge(spec, name, index, new AddressPool(spec));
    byNetwork.put(spec.name(), bridge);
    return bridge;
  }

  /// More slices, another MTU or a way to other machines disturb nobody.
  private Bridge grown(Bridge known, NetworkSpec spec) throws IOException {
    if (known.spec().equals(spec)) return known;
    if (!known.spec().sameButForGrowth(spec)) {
      throw new IOException(
          "change network "
              + spec.name()
              + ": it exists as "
              + known.spec()
              + "; remove it before making it anew as "
              + spec);
    }
    if (known.spec().mtu() != spec.mtu()) route.run(Links.mtu(known.name(), spec.mtu()));
    known.pool().resize(spec);
    Bridge grown = new Bridge(spec, known.name(), known.index(), known.pool());
    byNetwork.put(spec.name(), grown);
    return grown;
  }

  private void create(String name, NetworkSpec spec) throws IOException {
    try {
      route.run(Links.bridge(name, Mac.of(spec.gateway()), spec.mtu()));
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) throw e;
    }
  }

  private void refuseOtherAddress(String name, int index, NetworkSpec spec) throws IOException {
    for (Addresses.Assigned assigned : Addresses.list(route)) {
      if (assigned.link() == index && !assigned.address().equals(spec.gateway())) {
        throw new IOException(
            "make network "
                + spec.name()
                + " with subnet "
                + spec.subnet()
                + ": its bridge "
                + name
                + " exists with address "
                + assigned.address()
                + "/"
                + assigned.prefix()
                + "; remove the network first");
      }
    }
  }

  Bridge get(String network) throws IOException {
    Bridge bridge = byNetwork.get(network);
    if (bridge == null)
      throw new IOException("use network " + network + ": it was not made on this machine");
    return bridge;
  }

  List<Bridge> all() {
    return List.copyOf(byNetwork.values());
  }

  Optional<Bridge> find(String network) {
    return Optional.ofNullable(byNetwork.get(network));
  }

  /// Removes the bridge; none there is fine.
  synchronized void remove(String network) throws IOException {
    byNetwork.remove(network);
    delete(names.bridge(network));
  }

  void delete(String link) throws IOException {
    try {
      route.run(Links.delete(link));
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENODEV) throw e;
    }
  }
}
