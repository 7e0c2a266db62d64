package io.jorch.cli.command;

import io.jorch.cli.stack.ImageDisplay;
import io.jorch.core.api.PullRequest;
import java.util.Optional;

final class ImagePullCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("IMAGE", "references to fetch", "1..*")
        .flag("print nothing but the ids", "-q", "--quiet");
  }

  /// Credentials come from the environment: on a command line every user of the machine sees them.
  @Override
  public int run(Invocation call) {
    Optional<String> credentials =
        Optional.ofNullable(call.environment().get("JORCH_REGISTRY_CREDENTIALS"));
    ImageDisplay display =
        new ImageDisplay(call.has("--quiet") ? Quiet.of(call.console()) : call.console());
    for (String reference : call.arguments()) {
      PullRequest request = new PullRequest(reference, credentials);
      String id = display.follow(reference, sink -> call.images().pull(request, sink));
      if (call.has("--quiet")) call.print(id);
    }
    display.end();
    return 0;
  }
}
