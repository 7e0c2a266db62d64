package io.jorch.cli.command;

/// `cluster recover`: this manager goes on alone, after the majority is gone for good.
final class ClusterRecoverCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("yes, the other managers never come back", "--force");
  }

  @Override
  public int run(Invocation call) {
    if (!call.has("--force")) {
      throw io.jorch.cli.term.Failed.usage(
          "this makes a cluster of this manager alone from what it has: changes that it had not"
              + " heard of are lost, and the other managers must never come back as they are."
              + " Say --force when they are gone for good");
    }
    Anew.after(call, () -> call.clusters().recover());
    call.print(
        "this manager goes on alone; former managers join anew, after `jorch cluster leave"
            + " --force` on each");
    return 0;
  }
}
