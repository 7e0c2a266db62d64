package io.jorch.cli.render;

import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The tables of `jorch ls` and of the end of `jorch up`.
public final class StackRows {
  private StackRows() {}

  public static List<String> of(List<StackView> stacks, Instant now) {
    Table table = new Table("NAME", "STATUS", "SERVICES", "REVISION", "UPDATED");
    for (StackView stack : stacks)
      table.row(
          stack.name(),
          stack.status(),
          Integer.toString(stack.services().size()),
          Long.toString(stack.revision()),
          Ages.ago(stack.updatedAt(), now));
    return table.lines();
  }

  /// One row per service, with the published ports that its tasks have.
  public static List<String> services(StackView stack, List<TaskView> tasks) {
    Table table = new Table("SERVICE", "IMAGE", "REPLICAS", "STATUS", "PORTS");
    for (StackView.ServiceView service : stack.services())
      table.row(
          service.name(),
          service.image(),
          (service.ready() + service.done()) + "/" + service.desired(),
          status(service),
          String.join(", ", ports(tasks, service.name())));
    return table.lines();
  }

  private static String status(StackView.ServiceView service) {
    if (service.desired() == 0) return "stopped";
    if (service.done() == service.desired()) return "complete";
    if (service.ready() + service.done() >= service.desired()) return "running";
    return service.waiting().isEmpty() ? "starting" : "waiting: " + service.waiting();
  }

  private static Set<String> ports(List<TaskView> tasks, String service) {
    Set<String> ports = new LinkedHashSet<>();
    for (TaskView task : tasks) if (task.service().equals(service)) ports.addAll(task.ports());
    return ports;
  }
}
