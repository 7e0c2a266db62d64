package io.jorch.core.model;

import java.util.OptionalInt;

/// One published port of a service; ranges are expanded into one of these each.
///
/// @param hostIp address to listen on, empty for all
/// @param published port on the host, empty for any free one
/// @param target port in the container
/// @param hostMode published by the nodes that run the service only, each to its own containers;
/// otherwise by every node, to all of them
public record PortSpec(
    String hostIp, OptionalInt published, int target, Protocol protocol, boolean hostMode) {
  /// One that every node publishes.
  public PortSpec(String hostIp, OptionalInt published, int target, Protocol protocol) {
    this(hostIp, published, target, protocol, false);
  }

  /// Transport of a published port.
  public enum Protocol {
    TCP,
    UDP
  }
}
