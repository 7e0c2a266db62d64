package io.jorch.cli.command;

import io.jorch.cli.render.ClusterRows;
import io.jorch.cli.render.JsonText;
import io.jorch.core.api.ClusterView;

/// `cluster status`: the managers, whether they can decide, and what to do when not.
final class ClusterStatusCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    ClusterView view = call.clusters().status();
    if (call.globals().json()) call.print(JsonText.pretty(view));
    else call.print(ClusterRows.of(view, call.now()));
    return 0;
  }
}
