package io.jorch.agent.network;

import io.jorch.agent.linux.net.NetNamespace;
import java.util.List;

/// The network side of a container: its namespace (open until [AgentNetwork#detach]) and its
/// interfaces in the order of its attachments.
public record ContainerNetwork(String task, NetNamespace namespace, List<Endpoint> endpoints) {
  public ContainerNetwork {
    endpoints = List.copyOf(endpoints);
  }
}
