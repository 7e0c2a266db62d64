package io.jorch.core.mesh;

import io.jorch.core.model.NodeRole;
import java.time.Duration;
import java.util.Set;

/// What is registered under a name.
///
/// @param lastWord how long its streams outlive the removal of the peer that opened them; zero but
///     where the removal itself is what is answered
record Service(Set<NodeRole> allowed, Handler handler, Duration lastWord) {}
