package io.jorch.cli.command;

import io.jorch.cli.stack.ImageSteps;
import io.jorch.cli.stack.StackFiles;
import io.jorch.cli.term.Failed;
import io.jorch.core.compose.ComposeWriter;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackSpec;
import java.util.List;
import java.util.Map;

final class ConfigCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("check only, print nothing", "-q", "--quiet")
        .flag("names of services", "--services")
        .flag("images of services", "--images")
        .flag("names of volumes", "--volumes")
        .flag("names of networks", "--networks")
        .value(
            "SERVICES",
            "what decides whether tasks are replaced: a hash a service; * is all of them",
            "--hash");
  }

  @Override
  public int run(Invocation call) {
    boolean json = json(call.globals().format().orElse("yaml"));
    StackSpec stack = StackFiles.load(call.choice(), call.console());
    if (call.has("--quiet")) return 0;
    if (call.has("--services")) call.print(ComposeWriter.services(stack));
    else if (call.has("--images")) call.print(ComposeWriter.images(stack));
    else if (call.has("--volumes")) call.print(ComposeWriter.volumes(stack));
    else if (call.has("--networks")) call.print(ComposeWriter.networks(stack));
    else if (call.has("--hash")) call.print(hashes(stack, call.text("--hash").orElse("*")));
    else call.console().out().print(json ? ComposeWriter.json(stack) : ComposeWriter.yaml(stack));
    return 0;
  }

  private static boolean json(String format) {
    return switch (format) {
      case "json" -> true;
      case "yaml" -> false;
      default ->
          throw Failed.usage("cannot print a stack as '" + format + "': --format is yaml or json");
    };
  }

  /// @param which names with commas between them, or `*`
  private static List<String> hashes(StackSpec stack, String which) {
    List<String> names = which.equals("*") ? List.of() : List.of(which.split(",", -1));
    Map<ServiceName, SpecHash> hashes = ComposeWriter.hashes(stack);
    return ImageSteps.chosen(stack, names).stream()
        .map(service -> service.name() + " " + hashes.get(service.name()))
        .toList();
  }
}
