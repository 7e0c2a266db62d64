package io.jorch.cli.command;

final class ImageRmCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("IMAGE", "references or ids", "1..*")
        .flag("even when tasks use it", "-f", "--force");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(
        call, reference -> call.print(call.images().remove(reference, call.has("--force"))));
  }
}
