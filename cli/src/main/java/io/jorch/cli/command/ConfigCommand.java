package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.stack.StackFiles;
import io.jorch.cli.term.Failed;
import io.jorch.core.model.StackSpec;

final class ConfigCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("check only, print nothing", "-q", "--quiet")
        .flag("names of services", "--services")
        .flag("images of services", "--images")
        .flag("names of volumes", "--volumes")
        .flag("names of networks", "--networks");
  }

  @Override
  public int run(Invocation call) {
    String format = call.globals().format().orElse("json");
    if (!format.equals("json"))
      throw Failed.usage("cannot print the stack as '" + format + "': --format is json here");
    StackSpec stack = StackFiles.load(call.choice(), call.console());
    if (call.has("--quiet")) return 0;
    if (call.has("--services")) stack.services().keySet().forEach(name -> call.print(name.value()));
    else if (call.has("--images"))
      stack.services().values().stream().map(s -> s.task().image()).distinct().forEach(call::print);
    else if (call.has("--volumes")) stack.volumes().keySet().forEach(n -> call.print(n.value()));
    else if (call.has("--networks")) stack.networks().keySet().forEach(n -> call.print(n.value()));
    else call.print(JsonText.pretty(stack));
    return 0;
  }
}
