package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Subnet;

/// A network as it should be. The caller picks the subnet (see [AgentNetwork#routesInUse]); its
/// first address is the gateway, which the bridge holds. An internal network has no way to the
/// outside and none from there but published ports.
public record NetworkSpec(String name, Subnet subnet, boolean internal, int mtu) {
  private static final int LARGEST_USEFUL_PREFIX = 30;

  public NetworkSpec {
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
  }

  public static NetworkSpec of(String name, Subnet subnet) {
    return new NetworkSpec(name, subnet, false, 1500);
  }

  public Ipv4 gateway() {
    return subnet.gateway();
  }
}
