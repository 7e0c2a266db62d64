package io.jorch.agent.step;

import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.Optional;

/// Where a task is on this node.
///
/// @param state as last reported
/// @param held network, cgroup or run files are still there
/// @param killAt when a stop was asked for, the end of its grace period
public record Local(TaskState state, boolean held, Optional<Instant> killAt) {}
