package io.jorch.cli.command;

import io.jorch.cli.stack.Operations;
import io.jorch.cli.stack.StackFinder;

/// `restart`, `stop` and `start`.
final class OperateCommand implements Command {
  private final String operation;

  OperateCommand(String operation) {
    this.operation = operation;
  }

  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE", "only these services", "0..*")
        .flag("do not wait", "-d", "--detach")
        .number("SECONDS", UpCommand.TIMEOUT, "--timeout");
  }

  @Override
  public int run(Invocation call) {
    String stack = StackFinder.find(call.choice(), call.stacks());
    return new Operations(
            call.console(), call.daemon(), UpCommand.timeout(call), call.has("--detach"))
        .operate(stack, operation, call.arguments());
  }
}
