package io.jorch.manager.schedule;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;

/// The tasks of one service, which are spread over nodes together.
public record Group(StackName stack, ServiceName service) {
  public static Group of(Task task) {
    return new Group(task.stack(), task.service());
  }

  @Override
  public String toString() {
    return "service " + service;
  }
}
