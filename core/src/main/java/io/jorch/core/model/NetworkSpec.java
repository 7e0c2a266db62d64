package io.jorch.core.model;

import java.util.Map;
import java.util.Optional;

/// A network of a stack, or one that is expected to exist (`external`).
///
/// @param subnet IPv4 prefix such as `10.192.16.0/20`; empty until the manager allocates it
/// @param internal no way to the outside
public record NetworkSpec(
    NetworkName name,
    boolean external,
    boolean internal,
    Optional<String> subnet,
    Map<String, String> labels) {
  public NetworkSpec withSubnet(String prefix) {
    return new NetworkSpec(name, external, internal, Optional.of(prefix), labels);
  }
}
