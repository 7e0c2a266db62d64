package io.jorch.cli.command;

/// `cluster leave`: this node is a machine on its own again.
final class ClusterLeaveCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag(
        "also when the managers cannot be told, or when it is the only manager", "--force");
  }

  @Override
  public int run(Invocation call) {
    Anew.after(call, () -> call.clusters().leave(call.has("--force")));
    call.print("this node has left its cluster; what the cluster ran here has ended");
    return 0;
  }
}
