package io.jorch.cli.command;

import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.stack.StackNames;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.compose.NearMiss;
import io.jorch.core.model.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// Finds running tasks by what users call them: a service of the stack in sight, else a task's id
/// or a container's name anywhere.
final class TaskFinder {
  private final Invocation call;
  private final String doing;
  private final List<TaskView> live;

  /// @param doing what for, before a name: `run a command in`
  TaskFinder(Invocation call, String doing) {
    this.call = call;
    this.doing = doing;
    this.live = call.tasks().list(java.util.Optional.empty(), false);
  }

  /// One task: of a service the replica that is asked for, else its first.
  TaskView one(String name, OptionalInt index) {
    List<TaskView> found = all(name);
    if (index.isEmpty()) return found.getFirst();
    return found.stream()
        .filter(task -> task.slot() == index.getAsInt())
        .findFirst()
        .orElseThrow(() -> noReplica(name, found.getFirst().stack(), index.getAsInt()));
  }

  /// The task of that name, or all replicas of the service of that name.
  List<TaskView> all(String name) {
    List<TaskView> named =
        live.stream()
            .filter(t -> t.name().equals(name) || (name.length() >= 4 && t.id().startsWith(name)))
            .toList();
    if (named.size() == 1) return named;
    String in =
        StackNames.of(call.choice())
            .orElseGet(() -> StackFinder.find(call.choice(), call.stacks()));
    List<TaskView> replicas =
        running(in).stream().filter(t -> t.service().equals(name) && t.slot() > 0).toList();
    if (replicas.isEmpty()) throw notThere(name, in);
    return replicas;
  }

  /// All running tasks that the arguments name, each once; of the stack in sight when none does.
  List<TaskView> named(List<String> names) {
    if (names.isEmpty()) return running(StackFinder.find(call.choice(), call.stacks()));
    return names.stream().flatMap(name -> all(name).stream()).distinct().toList();
  }

  private List<TaskView> running(String stack) {
    return live.stream()
        .filter(t -> t.stack().equals(stack) && t.state() == TaskState.RUNNING)
        .sorted(Comparator.comparing(TaskView::service).thenComparingInt(TaskView::slot))
        .toList();
  }

  private Failed notThere(String name, String stack) {
    List<String> services =
        call.stacks().get(stack).services().stream().map(StackView.ServiceView::name).toList();
    String cannot = "cannot " + doing + " '" + name + "': ";
    if (services.contains(name))
      return new Failed(
          cannot + "stack '" + stack + "' has no running task of that service; see `jorch ps -a`");
    List<String> names = new ArrayList<>(services);
    live.forEach(task -> names.add(task.name()));
    String near = NearMiss.hint(name, names);
    return new Failed(
        cannot
            + "there is no such service in stack '"
            + stack
            + "', and no such task"
            + (near.isEmpty() ? "; see `jorch ps`" : near));
  }

  private Failed noReplica(String name, String stack, int index) {
    return new Failed(
        "cannot "
            + doing
            + " '"
            + name
            + "': stack '"
            + stack
            + "' has no running replica "
            + index
            + " of it; see `jorch ps`");
  }
}
