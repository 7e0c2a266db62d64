package io.jorch.core.model;

import java.util.Set;

/// Which images a node has.
///
/// @param ids as [TaskSpec#imageId] names them: `sha256:` and the digest of the configuration
public record NodeImages(NodeId node, Set<String> ids) {}
