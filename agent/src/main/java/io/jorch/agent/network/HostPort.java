package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;

/// A port of the host; address 0.0.0.0 means all of the host's own addresses.
public record HostPort(Ipv4 address, int port, Protocol protocol) {
  public HostPort {
    if (port < 1 || port > 65535)
      throw new IllegalArgumentException("host port " + port + " is not in 1..65535");
  }

  public boolean anyAddress() {
    return address.equals(Ipv4.ANY);
  }

  @Override
  public String toString() {
    return (anyAddress() ? "" : address + ":") + port + "/" + protocol;
  }
}
