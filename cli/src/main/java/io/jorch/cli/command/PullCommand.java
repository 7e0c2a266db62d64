package io.jorch.cli.command;

import io.jorch.cli.stack.ImageDisplay;
import io.jorch.cli.stack.ImageSteps;
import io.jorch.cli.stack.StackFiles;
import io.jorch.core.model.StackSpec;

final class PullCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("SERVICE", "only these services", "0..*");
  }

  @Override
  public int run(Invocation call) {
    StackSpec stack = StackFiles.load(call.choice(), call.console());
    ImageDisplay display = new ImageDisplay(call.console());
    ImageSteps steps = new ImageSteps(call.images(), display);
    ImageSteps.byImage(ImageSteps.chosen(stack, call.arguments()))
        .forEach(
            (reference, service) -> {
              if (service.build().isEmpty()) steps.pull(reference);
            });
    display.end();
    return 0;
  }
}
