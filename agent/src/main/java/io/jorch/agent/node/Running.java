package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.network.Endpoint;
import io.jorch.core.model.NetworkName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A task's container and what came with it.
///
/// @param endpoints its interfaces on its networks
/// @param output the capture of its output; closing it keeps what was written
record Running(
    RunningContainer container, Recipe recipe, List<Endpoint> endpoints, AutoCloseable output) {
  /// The same with another way to wait for the end of its output.
  Running withOutput(AutoCloseable other) {
    return new Running(container, recipe, endpoints, other);
  }

  Map<NetworkName, String> addresses() {
    Map<NetworkName, String> addresses = new LinkedHashMap<>();
    for (Endpoint each : endpoints) {
      addresses.put(new NetworkName(each.network()), each.address().toString());
    }
    return addresses;
  }
}
