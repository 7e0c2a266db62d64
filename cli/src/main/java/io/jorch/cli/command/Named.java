package io.jorch.cli.command;

import io.jorch.cli.stack.StackFinder;
import java.util.List;

/// A stack that may be named by an argument.
final class Named {
  private Named() {}

  /// The first argument, or else the stack in sight.
  static String stack(Invocation call, List<String> arguments) {
    return arguments.isEmpty()
        ? StackFinder.find(call.choice(), call.stacks())
        : arguments.getFirst();
  }
}
