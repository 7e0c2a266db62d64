package io.jorch.cli.stack;

import io.jorch.cli.render.BuildText;
import io.jorch.cli.render.ImageBars;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.LiveRegion;
import io.jorch.cli.term.Ticker;
import io.jorch.cli.term.Window;
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
  private final ImageBars bars;
  private final BuildText text = new BuildText();
  private @Nullable LiveRegion region;
  private @Nullable Ticker ticker;
  private int tick;

  public ImageDisplay(Console console) {
    this.console = console;
    this.bars = new ImageBars(console.palette());
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

  private synchronized void show(ImageProgress progress) {
    bars.accept(progress);
    if (console.terminal()) draw(tick);
    else text.lines(progress).forEach(line -> console.out().println(line));
    console.out().flush();
  }

  private synchronized void draw(int now) {
    tick = now;
    LiveRegion known = region;
    if (known == null) {
      known = new LiveRegion(console, Window.watched());
      region = known;
      ticker = new Ticker(this::redraw);
    }
    known.show(bars.lines(tick));
  }

  private synchronized void redraw(int now) {
    if (region != null) draw(now);
  }

  /// Nothing follows; what is shown stays.
  public synchronized void end() {
    LiveRegion known = region;
    if (known != null) known.keep();
    region = null;
    Ticker running = ticker;
    if (running != null) running.close();
    ticker = null;
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
      throw new Failed("cannot get image '" + image + "': " + reason + before);
    }
  }
}
