package io.jorch.core.model;

import java.util.OptionalInt;

/// One published port of a service; ranges are expanded into one of these each.
///
/// @param hostIp address to listen on, empty for all
/// @param published port on the host, empty for any free one
/// @param target port in the container
/// @param host (`mode: host`) open on the nodes of the service's tasks only, each leading to the
///     task of its node; otherwise open on every node and shared by all tasks
public record PortSpec(
    String hostIp, OptionalInt published, int target, Protocol protocol, boolean host) {
  public PortSpec(String hostIp, OptionalInt published, int target, Protocol protocol) {
    this(hostIp, published, target, protocol, false);
  }

  /// Transport of a published port.
  public enum Protocol {
    TCP,
    UDP
  }
}
