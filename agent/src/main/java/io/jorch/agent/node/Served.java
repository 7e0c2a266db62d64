package io.jorch.agent.node;

import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.List;
import java.util.Map;

/// One task as names and ports see it.
///
/// @param hostname the container answers to as well
/// @param ready whether traffic may be sent to it now
record Served(
    StackName stack,
    ServiceName service,
    String container,
    String hostname,
    List<NetworkAttachment> networks,
    Map<NetworkName, String> addresses,
    boolean ready) {}
