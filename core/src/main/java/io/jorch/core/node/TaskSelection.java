package io.jorch.core.node;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskId;
import java.util.Optional;
import java.util.Set;

/// Which tasks of a node are meant: those of a stack, of some services, with some ids. What is
/// empty restricts nothing.
public record TaskSelection(
    Optional<StackName> stack, Set<ServiceName> services, Set<TaskId> tasks) {}
