package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// All published ports at one moment, and which of the addresses behind them are on other machines.
record Published(Map<HostPort, PublishedPort> ports, Set<Ipv4> far) {
  static final Published NOTHING = new Published(Map.of(), Set.of());

  /// @param elsewhere all addresses that are on other machines
  static Published of(Collection<PublishedPort> wanted, Set<Ipv4> elsewhere) {
    Map<HostPort, PublishedPort> byPort = new LinkedHashMap<>();
    Set<Ipv4> far = new HashSet<>();
    for (PublishedPort port : wanted) {
      if (byPort.put(port.at(), port) != null) {
        throw new IllegalArgumentException(
            "host port " + port.at() + " is published twice; give its backends together");
      }
      for (Backend backend : port.backends()) {
        if (elsewhere.contains(backend.address())) far.add(backend.address());
      }
    }
    return new Published(byPort, far);
  }

  boolean isEmpty() {
    return ports.isEmpty();
  }

  /// The commands that publish all of it where nothing is.
  String commands(Ruleset rules) {
    StringBuilder text = new StringBuilder(rules.far(Set.of(), far));
    ports.values().forEach(port -> text.append(rules.publish(port)));
    return text.toString();
  }

  /// The commands that make the other of this.
  String difference(Ruleset rules, Published next) {
    StringBuilder text = new StringBuilder(rules.far(minus(far, next.far), minus(next.far, far)));
    ports.keySet().stream()
        .filter(at -> !next.ports.containsKey(at))
        .forEach(at -> text.append(rules.unpublish(at)));
    next.ports.forEach(
        (at, port) -> {
          if (!ports.containsKey(at)) text.append(rules.publish(port));
          else if (!port.equals(ports.get(at))) text.append(rules.replaceBackends(port));
        });
    return text.toString();
  }

  private static Set<Ipv4> minus(Set<Ipv4> all, Set<Ipv4> some) {
    Set<Ipv4> rest = new LinkedHashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /// The ports that the other has differently, or not, or that only it has.
  Set<HostPort> changed(Published next) {
    Set<HostPort> different = new LinkedHashSet<>(ports.keySet());
    different.addAll(next.ports.keySet());
    different.removeIf(at -> ports.containsKey(at) && ports.get(at).equals(next.ports.get(at)));
    return different;
  }
}
