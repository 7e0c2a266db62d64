package io.jorch.cli.command;

final class VolumeRmCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("VOLUME", "names of volumes no task uses; their data is lost", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call,
        name -> {
          call.machine().removeVolume(name);
          call.print(name);
        });
  }
}
