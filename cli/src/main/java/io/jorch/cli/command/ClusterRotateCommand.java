package io.jorch.cli.command;

/// `cluster rotate-ca`: replaces the root of the cluster's authority.
final class ClusterRotateCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    call.clusters().rotateAuthority();
    call.print("nodes get certificates of the new root by themselves, within seconds");
    return 0;
  }
}
