package io.jorch.cli.command;

import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterView;

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
    String address = manager(call.clusters().status());
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

  /// A store that was restored knows other nodes, too; this one is the only manager.
  private static String manager(ClusterView cluster) {
    return cluster.nodes().stream()
        .filter(node -> node.role().equals("manager"))
        .findFirst()
        .orElseThrow()
        .address();
  }
}
