package io.jorch.cli.command;

import io.jorch.cli.render.ImageBars;
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

  private static void show(Invocation call, ImageProgress progress) {
    if (!progress.error().isEmpty()) throw new Failed("could not load: " + progress.error());
    if (progress.done()) call.print("loaded " + progress.image() + " " + progress.imageId());
    else if (!call.has("--quiet") && progress.total() == 0) call.print(ImageBars.words(progress));
  }
}
