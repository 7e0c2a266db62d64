package io.jorch.manager.store;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.StackSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a stack's networks their subnets: what they already have, what the file demands, or the
/// first free one of the pool. Pure.
final class Subnets {
  private Subnets() {}

  /// Either the stack with all subnets and the ones that are new, or why not.
  sealed interface Result {
    record Filled(StackSpec spec, Map<NetworkName, String> fresh) implements Result {}

    record Impossible(String reason) implements Result {}
  }

  /// @param given subnets of all networks of the cluster
  /// @param used prefixes that nodes already route to elsewhere
  static Result fill(
      StackSpec spec, Map<NetworkName, String> given, Collection<String> used, SubnetPool pool) {
    List<Prefix> taken = new ArrayList<>();
    given.values().forEach(each -> taken.add(Prefix.parse(each)));
    used.stream().map(Prefix::parse).filter(Prefix::confined).forEach(taken::add);
    Map<NetworkName, NetworkSpec> networks = new LinkedHashMap<>();
    Map<NetworkName, String> fresh = new LinkedHashMap<>();
    for (NetworkSpec network : spec.networks().values()) {
      Optional<NetworkName> other = overlapped(network, given);
      if (other.isPresent()) {
        return new Result.Impossible(
            "the subnet "
                + network.subnet().orElse("")
                + " of network "
                + network.name()
                + " overlaps that of network "
                + other.get()
                + "; choose another, or none");
      }
      Optional<String> subnet = subnet(network, given, taken, pool);
      if (subnet.isEmpty() && !network.external()) {
        return new Result.Impossible(
            "no subnet is free for network "
                + network.name()
                + " in "
                + pool.pool()
                + "; remove networks that are not needed, or give it a subnet in the file");
      }
      networks.put(network.name(), subnet.map(network::withSubnet).orElse(network));
      if (subnet.isPresent() && !subnet.get().equals(given.get(network.name()))) {
        fresh.put(network.name(), subnet.get());
        taken.add(Prefix.parse(subnet.get()));
      }
    }
    return new Result.Filled(
        new StackSpec(spec.name(), spec.services(), networks, spec.volumes()), fresh);
  }

  /// Another network that a demanded subnet collides with. What nodes route is no obstacle here:
  /// once the network exists, its own subnet is among that.
  private static Optional<NetworkName> overlapped(
      NetworkSpec network, Map<NetworkName, String> given) {
    if (network.external() || network.subnet().isEmpty()) {
      return Optional.empty();
    }
    Prefix demanded = Prefix.parse(network.subnet().get());
    return given.entrySet().stream()
        .filter(each -> !each.getKey().equals(network.name()))
        .filter(each -> Prefix.parse(each.getValue()).overlaps(demanded))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<String> subnet(
      NetworkSpec network, Map<NetworkName, String> given, List<Prefix> taken, SubnetPool pool) {
    if (network.external()) {
      return network.subnet().or(() -> Optional.ofNullable(given.get(network.name())));
    }
    return network
        .subnet()
        .or(() -> Optional.ofNullable(given.get(network.name())))
        .or(() -> pool.firstFree(taken).map(Prefix::toString));
  }
}
