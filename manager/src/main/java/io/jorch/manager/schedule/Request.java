package io.jorch.manager.schedule;

import io.jorch.core.model.Task;

/// A task without a node, and what it needs.
public record Request(Task task, Needs needs) {
  Group group() {
    return Group.of(task);
  }
}
