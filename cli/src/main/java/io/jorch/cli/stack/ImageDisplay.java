package io.jorch.cli.stack;

import io.jorch.cli.render.ImageBars;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.LiveRegion;
import io.jorch.cli.term.Stty;
import io.jorch.core.api.ImageProgress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Shows pulls, builds and loads while they go on: a bar each on a terminal, plain lines to a pipe.
public final class ImageDisplay {
  private static final int REMEMBERED = 20;

  private final Console console;
  private final ImageBars bars = new ImageBars();
  private @Nullable LiveRegion region;

  public ImageDisplay(Console console) {
    this.console = console;
  }

  /// Calls `work` with where its progress goes. Fails with the reason, and the last lines before
  /// it, when the stream says so or ends without a result. Gives the image's id.
  public String follow(String image, Consumer<Consumer<ImageProgress>> work) {
    Outcome outcome = new Outcome(image);
    if (!console.terminal()) console.say("image " + image);
    work.accept(
        progress -> {
          outcome.accept(progress);
          show(progress);
        });
    return outcome.result();
  }

  private void show(ImageProgress progress) {
    bars.accept(progress);
    if (console.terminal()) live().show(bars.lines());
    else if (!progress.done() && progress.error().isEmpty() && plain(progress))
      console.out().println("  " + ImageBars.words(progress));
    else if (progress.done() && !progress.imageId().isEmpty())
      console.out().println("  is " + progress.imageId());
    console.out().flush();
  }

  /// Of counted steps a pipe sees the end only.
  private static boolean plain(ImageProgress progress) {
    return progress.total() == 0 || progress.current() >= progress.total();
  }

  private LiveRegion live() {
    LiveRegion known = region;
    if (known == null) {
      known = new LiveRegion(console, Stty.size());
      region = known;
    }
    return known;
  }

  /// Nothing follows; what is shown stays.
  public void end() {
    LiveRegion known = region;
    if (known != null) known.keep();
    region = null;
  }

  /// What a stream came to.
  private static final class Outcome {
    private final String image;
    private final Deque<String> last = new ArrayDeque<>();
    private Optional<String> id = Optional.empty();
    private String error = "";

    Outcome(String image) {
      this.image = image;
    }

    void accept(ImageProgress progress) {
      if (progress.done()) id = Optional.of(progress.imageId());
      if (!progress.error().isEmpty()) error = progress.error();
      String words = ImageBars.words(progress);
      if (words.isBlank() || progress.total() > 0) return;
      if (last.size() == REMEMBERED) last.removeFirst();
      last.addLast(words);
    }

    String result() {
      if (error.isEmpty() && id.isPresent()) return id.get();
      String reason = error.isEmpty() ? "the daemon stopped before it was done" : error;
      String before = last.isEmpty() ? "" : "\n  " + String.join("\n  ", last);
      throw new Failed("image '" + image + "' is not to be had: " + reason + before);
    }
  }
}
