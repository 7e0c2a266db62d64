package io.jorch.cli.command;

import io.jorch.cli.render.HistoryRows;
import io.jorch.cli.render.JsonText;
import io.jorch.core.api.RevisionView;
import java.util.List;

final class HistoryCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("STACK", "name of the stack, instead of the file in sight", "0..1");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    String stack = Named.stack(call, call.arguments());
    List<RevisionView> revisions = call.stacks().history(stack);
    if (json) call.print(JsonText.pretty(revisions));
    else call.print(HistoryRows.of(revisions, call.now()));
    return 0;
  }
}
