package io.jorch.manager.schedule;

import io.jorch.core.model.PortSpec;
import io.jorch.core.model.PortSpec.Protocol;
import java.util.Locale;

/// A port of a node that one task has for itself.
///
/// @param ip address it listens on, empty for all
public record HostPort(String ip, int number, Protocol protocol) {
  static HostPort of(PortSpec port) {
    String ip = port.hostIp();
    boolean all = ip.equals("0.0.0.0") || ip.equals("::");
    return new HostPort(all ? "" : ip, port.published().orElse(0), port.protocol());
  }

  boolean clashes(HostPort other) {
    return number == other.number
        && protocol == other.protocol
        && (ip.isEmpty() || other.ip.isEmpty() || ip.equals(other.ip));
  }

  @Override
  public String toString() {
    return (ip.isEmpty() ? "" : ip + ":") + number + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }
}
