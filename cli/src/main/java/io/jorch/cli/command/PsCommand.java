package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.TaskRows;
import io.jorch.cli.stack.StackNames;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.TaskState;
import java.util.List;
import java.util.Optional;

final class PsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE", "only tasks of these services", "0..*")
        .flag("tasks that ended too", "-a", "--all")
        .flag("ids only", "-q", "--quiet")
        .flag("names of services only", "--services")
        .flag("ids in full, and what they run, and since when", "--no-trunc")
        .values("STATE", "only tasks in this state; may be repeated", "--status")
        .values("KEY=VALUE", "only tasks with this: status, service, name, health", "--filter");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    TaskFilter filter =
        TaskFilter.of(call.arguments(), call.texts("--status"), call.texts("--filter"));
    Optional<String> stack = StackNames.of(call.choice());
    List<TaskView> tasks =
        call
            .tasks()
            .list(stack, call.arguments(), call.has("--all") || filter.wantsEnded())
            .stream()
            .map(PsCommand::asUsersSee)
            .filter(filter)
            .toList();
    if (call.has("--quiet")) tasks.forEach(task -> call.print(id(call, task)));
    else if (call.has("--services"))
      tasks.stream().map(TaskView::service).distinct().forEach(call::print);
    else if (json) call.print(JsonText.pretty(tasks));
    else
      call.print(TaskRows.of(tasks, call.now(), call.console().palette(), call.has("--no-trunc")));
    return 0;
  }

  private static String id(Invocation call, TaskView task) {
    return call.has("--no-trunc") ? task.id() : TaskRows.shortId(task.id());
  }

  /// `assigned` is no state of its own to users: it is `pending`.
  private static TaskView asUsersSee(TaskView task) {
    if (task.state() != TaskState.ASSIGNED) return task;
    return new TaskView(
        task.id(),
        task.name(),
        task.stack(),
        task.service(),
        task.slot(),
        task.node(),
        task.image(),
        task.command(),
        TaskState.PENDING,
        task.health(),
        task.exitCode(),
        task.restarts(),
        task.createdAt(),
        task.startedAt(),
        task.finishedAt(),
        task.ports(),
        task.networks(),
        task.error());
  }
}
