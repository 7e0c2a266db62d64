package io.jorch.cli.stack;

import io.jorch.cli.render.ProgressBoard;
import io.jorch.cli.render.ProgressNews;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.LiveRegion;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Window;
import io.jorch.core.api.Progress;

/// Shows progress: a live region on a terminal, plain lines to a pipe.
final class ProgressDisplay {
  private final Console console;
  private final ProgressBoard board;
  private final ProgressNews news = new ProgressNews();
  private final LiveRegion region;
  private int tick;

  ProgressDisplay(Console console) {
    this.console = console;
    this.board = new ProgressBoard(console.palette());
    this.region = new LiveRegion(console, console.terminal() ? Window.watched() : () -> Size.USUAL);
  }

  void show(Progress progress) {
    if (console.terminal()) {
      region.show(board.lines(progress, tick++));
    } else {
      news.next(progress).forEach(console.out()::println);
      console.out().flush();
    }
  }

  Progress ended(Progress last) {
    region.keep();
    return last;
  }
}
