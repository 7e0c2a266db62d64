package io.jorch.cli.command;

import io.jorch.cli.stack.Operations;
import java.util.OptionalLong;

final class RollbackCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("STACK", "name of the stack, instead of the file in sight", "0..1")
        .number("REVISION", "to this one, instead of the latest that had converged", "--to")
        .flag("do not wait", "-d", "--detach")
        .number("SECONDS", UpCommand.TIMEOUT, "--timeout");
  }

  @Override
  public int run(Invocation call) {
    String stack = Named.stack(call, call.arguments());
    OptionalLong to =
        call.number("--to").isPresent()
            ? OptionalLong.of(call.number("--to").getAsInt())
            : OptionalLong.empty();
    return new Operations(
            call.console(), call.daemon(), UpCommand.timeout(call), call.has("--detach"))
        .rollback(stack, to);
  }
}
