package io.jorch.core.model;

import java.util.OptionalInt;

/// One published port of a service; ranges are expanded into one of these each.
///
/// @param hostIp address to listen on, empty for all
/// @param published port on the host, empty for any free one
/// @param target port in the container
public record PortSpec(String hostIp, OptionalInt published, int target, Protocol protocol) {
  /// Transport of a published port.
  public enum Protocol {
    TCP,
    UDP
  }
}
