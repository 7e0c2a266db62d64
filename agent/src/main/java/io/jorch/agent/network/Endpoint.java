package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.Subnet;

/// An attachment as it was made: what the caller keeps to hand back on adoption.
public record Endpoint(
    String network, String interfaceName, Ipv4 address, Subnet subnet, Mac mac) {}
