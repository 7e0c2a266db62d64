package io.jorch.core.model;

import java.util.Map;

/// A whole stack as desired: what a compose file says once everything in it is resolved.
/// Maps keep the file's order.
public record StackSpec(
    StackName name,
    Map<ServiceName, ServiceSpec> services,
    Map<NetworkName, NetworkSpec> networks,
    Map<VolumeName, VolumeSpec> volumes) {}
