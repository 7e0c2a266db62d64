package io.jorch.cli.command;

import io.jorch.cli.render.ImageRows;
import io.jorch.cli.render.JsonText;
import io.jorch.core.api.ImageView;
import java.util.List;

final class ImageLsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.flag("ids only", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<ImageView> images = call.images().all();
    if (call.has("--quiet")) images.forEach(image -> call.print(image.id()));
    else if (json) call.print(JsonText.pretty(images));
    else call.print(ImageRows.of(images, call.now()));
    return 0;
  }
}
