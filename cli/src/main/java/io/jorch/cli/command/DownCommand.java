package io.jorch.cli.command;

import io.jorch.cli.stack.Operations;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.term.Failed;

final class DownCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("STACK", "name of the stack, instead of the file in sight", "0..1")
        .flag("remove its named volumes too, with all data", "-v", "--volumes")
        .flag("accepted for habit: services that left the file always go", "--remove-orphans")
        .number("SECONDS", UpCommand.TIMEOUT, "--timeout");
  }

  @Override
  public int run(Invocation call) {
    String stack =
        call.arguments().isEmpty()
            ? StackFinder.find(call.choice(), call.stacks())
            : call.arguments().getFirst();
    if (!call.arguments().isEmpty()
        && call.globals().projectName().filter(n -> !n.equals(stack)).isPresent())
      throw Failed.usage(
          "two stacks are named: '" + stack + "' and '" + call.globals().projectName().get() + "'");
    return new Operations(call.console(), call.daemon(), UpCommand.timeout(call), false)
        .remove(stack, call.has("--volumes"));
  }
}
