package io.jorch.cli.command;

import io.jorch.cli.term.Failed;
import io.jorch.core.api.ClusterJoin;
import java.util.List;

/// `cluster join`: this machine becomes a node of a cluster; the token says as what.
final class ClusterJoinCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .value("ADDRESS", ClusterInitCommand.ADVERTISE, "--advertise-addr")
        .arguments("TOKEN ADDRESS", "what `jorch cluster token` prints, and any manager", "2");
  }

  @Override
  public int run(Invocation call) {
    List<String> words = call.arguments();
    if (words.size() != 2) throw Failed.usage("give the token and the address of a manager");
    UpCommand.daemonStart(call).ensure(call.daemon(), call.console());
    ClusterJoin request =
        new ClusterJoin(
            words.getFirst(), words.getLast(), call.text("--advertise-addr").orElse(""));
    Anew.after(call, () -> call.clusters().join(request));
    call.print("this node has joined the cluster");
    return 0;
  }
}
