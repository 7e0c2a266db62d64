package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.ProcessRows;
import io.jorch.core.api.ProcessView;
import io.jorch.core.api.TaskView;
import java.util.ArrayList;
import java.util.List;

final class TopCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments(
        "SERVICE|TASK", "only these; all of the stack in sight when none is named", "0..*");
  }

  /// One element of the JSON form.
  record Container(
      String id, String name, String service, int slot, String node, List<ProcessView> processes) {
    static Container of(TaskView task, List<ProcessView> processes) {
      return new Container(
          task.id(), task.name(), task.service(), task.slot(), task.node(), processes);
    }
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<TaskView> tasks = new TaskFinder(call, "show processes of").named(call.arguments());
    List<Container> all = new ArrayList<>();
    for (TaskView task : tasks) all.add(Container.of(task, call.tasks().processes(task.id())));
    if (json) call.print(JsonText.pretty(all));
    else all.forEach(container -> print(call, container, all.size() > 1));
    return 0;
  }

  private static void print(Invocation call, Container container, boolean titled) {
    if (titled) call.print(call.console().palette().strong(container.name()));
    call.print(ProcessRows.of(container.processes(), call.now()));
    if (titled) call.print("");
  }
}
