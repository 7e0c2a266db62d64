package io.jorch.core.node;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import java.util.Optional;
import java.util.Set;

/// Whose log lines are wanted: of one task, or of a stack's services (all when `services` is
/// empty). A selection by services goes on with the tasks that replace others while it is
/// followed.
public record LogSelection(
    Optional<StackName> stack, Set<ServiceName> services, Optional<TaskId> task) {}
