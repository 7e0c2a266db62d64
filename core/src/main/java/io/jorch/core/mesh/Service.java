package io.jorch.core.mesh;

import io.jorch.core.model.NodeRole;
import java.util.Set;

/// What is registered under a name.
record Service(Set<NodeRole> allowed, Handler handler) {}
