package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A network as it should be on this machine. The caller picks the subnet (see
/// [AgentNetwork#routesInUse]). An internal network has no way to the outside and none from there
/// but published ports.
///
/// @param mtu largest packet in bytes
/// @param slices what this machine gives out of the subnet, at least one; the first address of the
/// first (the second, when the subnet begins there) is the gateway, which the bridge holds
/// @param reserved addresses of the slices that are only given to who asks for them
/// @param vni number of the network between machines; empty when it is on this one only
public record NetworkSpec(
    String name,
    Subnet subnet,
    boolean internal,
    int mtu,
    List<Subnet> slices,
    Set<Ipv4> reserved,
    OptionalInt vni) {
  private static final int LARGEST_USEFUL_PREFIX = 30;

  public NetworkSpec {
    slices = List.copyOf(slices);
    reserved = Set.copyOf(reserved);
    if (name.isBlank() || name.length() > 128) {
      throw new IllegalArgumentException(
          "network name '" + name + "' is not of 1 to 128 characters");
    }
    if (subnet.prefix() > LARGEST_USEFUL_PREFIX) {
      throw new IllegalArgumentException(
          "network " + name + ": subnet " + subnet + " has no room for a gateway and a container");
    }
    if (mtu < 68 || mtu > 65535)
      throw new IllegalArgumentException(
          "network " + name + ": mtu " + mtu + " is not in 68..65535");
    if (slices.isEmpty() || !slices.stream().allMatch(subnet::overlaps)) {
      throw new IllegalArgumentException(
          "network " + name + ": slices " + slices + " are not parts of " + subnet);
    }
  }

  /// A network of this machine alone.
  public NetworkSpec(String name, Subnet subnet, boolean internal, int mtu) {
    this(name, subnet, internal, mtu, List.of(subnet), Set.of(), OptionalInt.empty());
  }

  public static NetworkSpec of(String name, Subnet subnet) {
    return new NetworkSpec(name, subnet, false, 1500);
  }

  public Ipv4 gateway() {
    Ipv4 first = slices.getFirst().base();
    return first.equals(subnet.base()) ? subnet.gateway() : first;
  }

  /// Whether it can become the other without being made anew.
  public boolean sameButForGrowth(NetworkSpec other) {
    return name.equals(other.name)
        && subnet.equals(other.subnet)
        && internal == other.internal
        && gateway().equals(other.gateway());
  }
}
