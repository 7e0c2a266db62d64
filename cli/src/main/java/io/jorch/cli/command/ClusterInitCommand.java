package io.jorch.cli.command;

import io.jorch.core.api.ClusterInit;

/// `cluster init`: this machine becomes the first node of a cluster, with all that it has.
final class ClusterInitCommand implements Command {
  static final String ADVERTISE = "address by which other nodes reach this one";

  @Override
  public void describe(Grammar grammar) {
    grammar.value("ADDRESS", ADVERTISE, "--advertise-addr");
  }

  @Override
  public int run(Invocation call) {
    UpCommand.daemonStart(call).ensure(call.daemon(), call.console());
    String advertise = call.text("--advertise-addr").orElse("");
    Anew.after(call, () -> call.clusters().init(new ClusterInit(advertise)));
    String address = call.clusters().status().nodes().getFirst().address();
    call.print("this node is the first manager of a new cluster. On other nodes, to join it:");
    call.print("");
    call.print(
        "  as a worker:    jorch cluster join "
            + call.clusters().token("worker", false)
            + " "
            + address
            + ":7437");
    call.print(
        "  as a manager:   jorch cluster join "
            + call.clusters().token("manager", false)
            + " "
            + address
            + ":7437");
    return 0;
  }
}
