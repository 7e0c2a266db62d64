package io.jorch.cli.command;

import io.jorch.cli.render.ImageRows;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.stack.StackFinder;
import io.jorch.core.api.ImageView;
import io.jorch.core.api.StackView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Images of one stack; `image ls` lists all.
final class ImagesCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("ids only", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    StackView stack = call.stacks().get(StackFinder.find(call.choice(), call.stacks()));
    Set<String> used = new LinkedHashSet<>();
    for (StackView.ServiceView service : stack.services()) used.add(service.image());
    List<ImageView> images =
        call.images().all().stream().filter(i -> ImageRows.named(i, used)).toList();
    if (call.has("--quiet")) images.forEach(image -> call.print(image.id()));
    else if (json) call.print(JsonText.pretty(images));
    else call.print(ImageRows.of(images, call.now()));
    return 0;
  }
}
