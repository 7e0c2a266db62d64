package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;

/// Where connections to a published port may go: a container's address and port.
public record Backend(Ipv4 address, int port) implements Comparable<Backend> {
  public Backend {
    if (port < 1 || port > 65535)
      throw new IllegalArgumentException("backend port " + port + " is not in 1..65535");
  }

  @Override
  public int compareTo(Backend other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }
}
