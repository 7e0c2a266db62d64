package io.jorch.cli.command;

import io.jorch.cli.render.ImageBars;
import io.jorch.cli.render.Sizes;
import io.jorch.cli.render.TaskRows;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.Tty;
import io.jorch.core.api.ImageProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

final class ImageLoadCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .value("FILE", "archive to read, instead of standard input", "-i", "--input")
        .flag("print nothing but what was loaded", "-q", "--quiet");
  }

  @Override
  public int run(Invocation call) {
    Optional<Path> file = call.text("--input").map(call.directory()::resolve);
    if (file.isEmpty() && Tty.stdin())
      throw Failed.usage(
          "there is nothing to load: give an archive with --input, or on standard input");
    try (InputStream archive = file.isPresent() ? Files.newInputStream(file.get()) : System.in) {
      call.images().load(archive, progress -> show(call, progress));
    } catch (IOException e) {
      throw new Failed(
          "cannot read the archive " + file.map(Path::toString).orElse("") + ": " + e, e);
    }
    return 0;
  }

  /// Such as `loaded web:1 (8ba2b1281767, 1.9 MiB, 3 layers, 1 new)`.
  static String loaded(ImageProgress progress) {
    String names = progress.image().isEmpty() ? "an image without a name" : progress.image();
    return "loaded "
        + names
        + " ("
        + TaskRows.shortId(progress.imageId())
        + ", "
        + Sizes.of(progress.total())
        + ", "
        + progress.detail()
        + ")";
  }

  private static void show(Invocation call, ImageProgress progress) {
    if (!progress.error().isEmpty()) throw new Failed("could not load: " + progress.error());
    if (!progress.imageId().isEmpty()) call.printNow(loaded(progress));
    else if (progress.done()) return;
    else if (!call.has("--quiet") && progress.total() == 0) call.print(ImageBars.words(progress));
  }
}
