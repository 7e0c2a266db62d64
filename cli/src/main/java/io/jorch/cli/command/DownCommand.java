package io.jorch.cli.command;

import io.jorch.cli.client.NoDaemon;
import io.jorch.cli.stack.Operations;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.term.Failed;
import java.nio.file.Files;
import java.nio.file.Path;

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
    try {
      return remove(call);
    } catch (NoDaemon nobody) {
      return withoutDaemon(call, nobody);
    }
  }

  /// Starts a daemon where there is something that it could clean up: containers and stacks may be
  /// left of one that was killed. One that is named by its address is not ours to start.
  private static int withoutDaemon(Invocation call, NoDaemon nobody) {
    Path store = call.globals().stateDir().resolve("store");
    Path socket = call.globals().socket();
    boolean denied = Files.exists(socket) && !Files.isWritable(socket);
    if (call.globals().host().isPresent() || denied) throw nobody;
    if (Files.isDirectory(store)) {
      UpCommand.daemonStart(call).ensure(call.daemon(), call.console());
      return remove(call);
    }
    if (!Files.notExists(store)) throw nobody; // it may not be looked at
    call.console()
        .say(
            "nothing to remove: no daemon answers at "
                + socket
                + ", and no stacks are kept in "
                + call.globals().stateDir());
    return 0;
  }

  private static int remove(Invocation call) {
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
