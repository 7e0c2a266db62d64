package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.Neighbours;
import io.jorch.agent.linux.net.NetlinkRequest;
import io.jorch.agent.linux.net.NetlinkSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one VXLAN device knows: for each address elsewhere its hardware address, which follows from
/// it, and the machine behind which that is. Only what differs is told to the kernel.
final class Tunnel {
  private final NetlinkSocket route;
  private final int link;
  private Optional<Map<Ipv4, Ipv4>> known = Optional.empty();

  Tunnel(NetlinkSocket route, int link) {
    this.route = route;
    this.link = link;
  }

  /// Makes the entries exactly these, address by machine. When the kernel has something else than
  /// was thought, its entries are read and compared once more.
  void apply(Map<Ipv4, Ipv4> wanted) throws IOException {
    if (known.isPresent()) {
      try {
        route.run(difference(known.get(), wanted));
        known = Optional.of(Map.copyOf(wanted));
        return;
      } catch (IOException e) {
        known = Optional.empty();
      }
    }
    tidy(wanted);
    known = Optional.of(Map.copyOf(wanted));
  }

  /// The requests that make one state of the other.
  private List<NetlinkRequest> difference(Map<Ipv4, Ipv4> before, Map<Ipv4, Ipv4> wanted) {
    List<NetlinkRequest> requests = new ArrayList<>();
    before.forEach(
        (address, machine) -> {
          if (wanted.containsKey(address)) return;
          requests.add(Neighbours.stopResolving(link, address));
          requests.add(Neighbours.stopForwarding(link, Mac.of(address)));
        });
    wanted.forEach(
        (address, machine) -> {
          if (machine.equals(before.get(address))) return;
          requests.add(Neighbours.forward(link, Mac.of(address), machine));
          if (!before.containsKey(address)) {
            requests.add(Neighbours.resolve(link, address, Mac.of(address)));
          }
        });
    return requests;
  }

  /// Goes by what the kernel says is there, as after a former daemon.
  private void tidy(Map<Ipv4, Ipv4> wanted) throws IOException {
    Map<Mac, Ipv4> forwarded = Neighbours.forwarded(route, link);
    Map<Ipv4, Mac> resolved = Neighbours.resolved(route, link);
    Map<Mac, Ipv4> ways = new HashMap<>();
    wanted.forEach((address, machine) -> ways.put(Mac.of(address), machine));
    List<NetlinkRequest> requests = new ArrayList<>();
    for (Ipv4 address : resolved.keySet()) {
      if (!wanted.containsKey(address)) requests.add(Neighbours.stopResolving(link, address));
    }
    for (Mac mac : forwarded.keySet()) {
      if (!ways.containsKey(mac)) requests.add(Neighbours.stopForwarding(link, mac));
    }
    ways.forEach(
        (mac, machine) -> {
          if (!machine.equals(forwarded.get(mac)))
            requests.add(Neighbours.forward(link, mac, machine));
        });
    for (Ipv4 address : wanted.keySet()) {
      Mac mac = Mac.of(address);
      if (!mac.equals(resolved.get(address))) requests.add(Neighbours.resolve(link, address, mac));
    }
    route.run(requests);
  }
}
