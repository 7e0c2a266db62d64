package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;

final class InspectCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments(
            "OBJECT", "id or name of a task, service, stack, image, network or volume", "1..*")
        .flag("with the system calls that start the container", "--plan")
        .value("TYPE", "what OBJECT is: task, service, stack, image, network or volume", "--type");
  }

  @Override
  public int run(Invocation call) {
    for (String reference : call.arguments())
      call.print(
          JsonText.pretty(
              call.tasks().inspect(reference, call.has("--plan"), call.text("--type"))));
    return 0;
  }
}
