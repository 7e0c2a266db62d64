package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.StackRows;
import io.jorch.core.api.StackView;
import java.util.List;

final class LsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("names only", "-q", "--quiet")
        .flag("accepted for habit: stopped stacks are always shown", "-a", "--all");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<StackView> stacks = call.stacks().all();
    if (call.has("--quiet")) stacks.forEach(stack -> call.print(stack.name()));
    else if (json) call.print(JsonText.pretty(stacks));
    else call.print(StackRows.of(stacks, call.now()));
    return 0;
  }
}
