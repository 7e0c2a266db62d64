package io.jorch.cli.command;

import io.jorch.cli.term.Failed;

/// `cluster token`: what other nodes join with.
final class ClusterTokenCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("make a new one; the old one lets nobody in any more", "--rotate")
        .arguments("worker|manager", "what nodes with this token are", "1");
  }

  @Override
  public int run(Invocation call) {
    String role = call.arguments().isEmpty() ? "" : call.arguments().getFirst();
    if (!role.equals("worker") && !role.equals("manager")) {
      throw Failed.usage("'" + role + "' is no role: say worker or manager");
    }
    call.print(call.clusters().token(role, call.has("--rotate")));
    return 0;
  }
}
