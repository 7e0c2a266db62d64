package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.ProcessRows;
import io.jorch.core.api.TaskView;
import java.util.ArrayList;
import java.util.List;

final class TopCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments(
        "SERVICE|TASK", "only these; all of the stack in sight when none is named", "0..*");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<TaskView> tasks = new TaskFinder(call, "show processes of").named(call.arguments());
    List<ProcessRows.Container> all = new ArrayList<>();
    for (TaskView task : tasks)
      all.add(ProcessRows.Container.of(task, call.tasks().processes(task.id())));
    if (json) call.print(JsonText.pretty(all));
    else all.forEach(container -> print(call, container, all.size() > 1));
    return 0;
  }

  private static void print(Invocation call, ProcessRows.Container container, boolean titled) {
    if (titled) call.print(call.console().palette().strong(container.name()));
    call.print(ProcessRows.of(container.processes(), call.now()));
    if (titled) call.print("");
  }
}
