package io.jorch.agent.node;

import io.jorch.core.model.NodeId;
import java.nio.file.Path;

/// Where an agent lives.
///
/// @param stateDir survives a restart of the machine
/// @param version of this program, for people
public record AgentConfig(NodeId node, Path stateDir, String version) {
  /// What marks this agent's cgroups, links and rules on the machine.
  String instance() {
    return node.value().substring(0, 8);
  }
}
