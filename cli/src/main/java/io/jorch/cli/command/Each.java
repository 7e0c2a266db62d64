package io.jorch.cli.command;

import io.jorch.cli.client.NoDaemon;
import io.jorch.cli.term.Failed;
import java.util.function.Consumer;

/// One operation on each argument: a failure is said and does not keep the others from being tried.
final class Each {
  private Each() {}

  static int of(Invocation call, Consumer<String> operation) {
    int code = 0;
    for (String argument : call.arguments()) {
      try {
        operation.accept(argument);
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
