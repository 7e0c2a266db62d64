package io.jorch.cli.command;

final class VolumeRmCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .value("NODE", "the node to remove them from, where several have them", "--node")
        .arguments("VOLUME", "names of volumes no task uses; their data is lost", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call,
        name -> {
          call.machine().removeVolume(name, call.text("--node"));
          call.print(name);
        });
  }
}
