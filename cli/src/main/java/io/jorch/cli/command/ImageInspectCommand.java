package io.jorch.cli.command;

import io.jorch.cli.render.JsonText;
import io.jorch.cli.term.Failed;

final class ImageInspectCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments("IMAGE", "references or ids", "1..*");
  }

  @Override
  public int run(Invocation call) {
    return Each.of(call, reference -> inspect(call, reference));
  }

  private static void inspect(Invocation call, String reference) {
    byte[] json =
        call.images()
            .find(reference)
            .orElseThrow(
                () ->
                    new Failed(
                        "there is no image '"
                            + reference
                            + "' here; see what there is with `jorch image ls`"));
    call.print(JsonText.pretty(json));
  }
}
