package io.jorch.agent.node;

import io.jorch.core.model.NodeId;
import java.nio.file.Path;

/// Where an agent lives.
///
/// @param stateDir survives a restart of the machine
/// @param version of this program, for people
/// @param offer what whoever runs it says of the machine
public record AgentConfig(NodeId node, Path stateDir, String version, NodeOffer offer) {
  public AgentConfig(NodeId node, Path stateDir, String version) {
    this(node, stateDir, version, NodeOffer.NOTHING);
  }

  /// What marks this agent's cgroups, links and rules on the machine.
  String instance() {
    return node.value().substring(0, 8);
  }
}
