package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Mac;
import java.util.Optional;

/// A container's wish to be on a network. Names and aliases are not part of it: they are published
/// for all containers together, by [AgentNetwork#names].
public record Attachment(String network, Optional<Ipv4> address, Optional<Mac> mac) {
  public static Attachment to(String network) {
    return new Attachment(network, Optional.empty(), Optional.empty());
  }
}
