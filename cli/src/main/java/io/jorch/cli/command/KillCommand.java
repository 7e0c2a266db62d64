package io.jorch.cli.command;

import io.jorch.cli.client.NoDaemon;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.TaskView;

/// `kill`. What becomes of a service then is up to its restart policy: to keep it down there is
/// `stop`.
final class KillCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments(
            "SERVICE|TASK", "only these; all of the stack in sight when none is named", "0..*")
        .value("SIGNAL", "name or number (SIGKILL)", "-s", "--signal")
        .flag(
            "accepted for habit: services that left the file are always meant", "--remove-orphans");
  }

  @Override
  public int run(Invocation call) {
    String signal = call.text("--signal").orElse("SIGKILL");
    int code = 0;
    for (TaskView task : new TaskFinder(call, "send a signal to").named(call.arguments())) {
      try {
        call.tasks().signal(task.id(), signal);
        call.print(task.name());
      } catch (NoDaemon nobody) {
        throw nobody;
      } catch (Failed failed) {
        call.console().say(failed.sentence());
        code = failed.exitCode();
      }
    }
    return code;
  }
}
