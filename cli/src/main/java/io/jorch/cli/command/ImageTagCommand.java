package io.jorch.cli.command;

final class ImageTagCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("SOURCE TARGET", "the image, and its other name", "2");
  }

  @Override
  public int run(Invocation call) {
    call.images().tag(call.arguments().get(0), call.arguments().get(1));
    return 0;
  }
}
