package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the containers of other machines are: all there is to know, at one moment.
///
/// @param underlay this machine's own address among the machines; empty when it is alone
/// @param machines addresses of all others
/// @param far on each network the addresses that are elsewhere, and the machine they are on
public record Reach(Optional<Ipv4> underlay, Set<Ipv4> machines, Map<String, Map<Ipv4, Ipv4>> far) {
  public static final Reach ALONE = new Reach(Optional.empty(), Set.of(), Map.of());
}
