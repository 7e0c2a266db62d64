package io.jorch.cli.command;

import io.jorch.cli.stack.Operations;
import io.jorch.cli.stack.StackFinder;

final class ScaleCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE=N", "how many replicas of which service", "1..*")
        .flag("do not wait", "-d", "--detach")
        .number("SECONDS", UpCommand.TIMEOUT, "--timeout");
  }

  @Override
  public int run(Invocation call) {
    var counts = Pairs.counts(call.arguments());
    String stack = StackFinder.find(call.choice(), call.stacks());
    return new Operations(
            call.console(), call.daemon(), UpCommand.timeout(call), call.has("--detach"))
        .scale(stack, counts);
  }
}
