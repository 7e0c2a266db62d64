package io.jorch.cli.term;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether standard streams are terminals. Read from the descriptor's name, because
/// `System.console()` brings a line editor with it that costs more than most commands.
public final class Tty {
  private Tty() {}

  public static boolean stdin() {
    return isTerminal(0);
  }

  public static boolean stdout() {
    return isTerminal(1);
  }

  public static boolean stderr() {
    return isTerminal(2);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      return names(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
    } catch (IOException e) {
      return false;
    }
  }

  /// Pseudo terminals, virtual consoles and serial lines; `/dev/null` and pipes are none.
  static boolean names(String target) {
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }
}
