package io.jorch.cli.command;

import io.jorch.cli.stack.ImageDisplay;
import io.jorch.cli.stack.ImageSteps;
import io.jorch.cli.stack.StackFiles;
import io.jorch.core.model.BuildSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.Map;

final class BuildCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE", "only these services", "0..*")
        .values("KEY=VALUE", "set an argument of the build", "--build-arg")
        .flag("do not use what was built before", "--no-cache")
        .flag("fetch newer base images", "--pull");
  }

  @Override
  public int run(Invocation call) {
    StackSpec stack = StackFiles.load(call.choice(), call.console());
    ImageDisplay display = new ImageDisplay(call.console());
    ImageSteps steps = new ImageSteps(call.images(), display);
    Map<String, String> arguments = Pairs.variables(call.texts("--build-arg"), call.environment());
    int built = 0;
    for (var entry : ImageSteps.byImage(ImageSteps.chosen(stack, call.arguments())).entrySet()) {
      ServiceSpec service = entry.getValue();
      if (service.build().isEmpty()) continue;
      BuildSpec spec = service.build().get();
      steps.build(
          entry.getKey(),
          BuildSpecs.with(spec, arguments, call.has("--no-cache"), call.has("--pull")));
      built++;
    }
    display.end();
    if (built == 0) call.console().say("none of these services says how to build its image");
    return 0;
  }
}
