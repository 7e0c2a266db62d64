package io.jorch.cli.command;

/// `cluster rotate-ca`: replaces the root of the cluster's authority.
final class ClusterRotateCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    call.clusters().rotateAuthority();
    call.print(
        "nodes get certificates of the new root by themselves, within seconds; when all have one,"
            + " the old root is trusted no more. `jorch cluster status` says who is missing");
    call.print(
        "join tokens printed before let nobody in any more; `jorch cluster token worker|manager`"
            + " prints new ones");
    return 0;
  }
}
