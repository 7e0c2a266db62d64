package io.jorch.core.cluster;

import io.jorch.core.model.NodeId;
import java.util.Set;

/// A member as the others see it.
///
/// @param incarnation differs each time the node's member starts
/// @param self whether this is the asking member
public record MemberInfo(
    NodeId node, String incarnation, String address, Set<Role> roles, boolean lite, boolean self) {}
