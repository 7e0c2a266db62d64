package io.jorch.cli.command;

import io.jorch.cli.stack.ImageDisplay;
import io.jorch.cli.stack.ImageSteps;
import io.jorch.cli.stack.Operations;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.ServiceUpdate;
import java.util.List;
import java.util.Optional;

/// `docker service update`, as far as a file is not the better place.
final class UpdateCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE", "which services", "1..*")
        .value("IMAGE", "another image", "--image")
        .number("N", "how many replicas", "--replicas")
        .values("NAME=VALUE", "set a variable of the containers", "--env-add")
        .values("NAME", "remove a variable", "--env-rm")
        .values("NAME=VALUE", "set a label of the containers", "--container-label-add")
        .values("NAME", "remove a label", "--container-label-rm")
        .value("COMMAND", "another command, words separated by blanks", "--args")
        .flag("replace tasks even when nothing changed", "--force")
        .flag("do not wait", "-d", "--detach")
        .number("SECONDS", UpCommand.TIMEOUT, "--timeout");
  }

  @Override
  public int run(Invocation call) {
    ServiceUpdate update = update(call);
    String stack = StackFinder.find(call.choice(), call.stacks());
    update.image().ifPresent(image -> ensure(call, image));
    return new Operations(
            call.console(), call.daemon(), UpCommand.timeout(call), call.has("--detach"))
        .update(stack, update);
  }

  private static ServiceUpdate update(Invocation call) {
    ServiceUpdate update =
        new ServiceUpdate(
            call.arguments(),
            call.text("--image"),
            call.number("--replicas"),
            Pairs.variables(call.texts("--env-add"), call.environment()),
            call.texts("--env-rm"),
            Pairs.variables(call.texts("--container-label-add"), call.environment()),
            call.texts("--container-label-rm"),
            call.text("--args").map(words -> List.of(words.strip().split("\\s+", -1))),
            call.has("--force"));
    ServiceUpdate nothing =
        new ServiceUpdate(
            update.services(),
            Optional.empty(),
            java.util.OptionalInt.empty(),
            java.util.Map.of(),
            List.of(),
            java.util.Map.of(),
            List.of(),
            Optional.empty(),
            false);
    if (update.equals(nothing))
      throw Failed.usage(
          "nothing to update is given: see `jorch update --help`, or use --force to replace tasks");
    return update;
  }

  private static void ensure(Invocation call, String image) {
    if (call.images().find(image).isPresent()) return;
    ImageDisplay display = new ImageDisplay(call.console());
    new ImageSteps(call.images(), display).pull(image);
    display.end();
  }
}
