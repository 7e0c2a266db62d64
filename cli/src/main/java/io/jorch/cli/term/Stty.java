package io.jorch.cli.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The controlling terminal's settings through `stty`: the command line is worth no native library.
public final class Stty {
  private static final File TERMINAL = new File("/dev/tty");

  private Stty() {}

  public static Size size() {
    try {
      return Size.parse(run("size"));
    } catch (IOException e) {
      return Size.USUAL;
    }
  }

  /// Switches to raw mode: every key goes to the process in the container, Ctrl-C included. Closing
  /// the answer, or the end of this process, restores the mode before.
  public static RawMode raw() throws IOException {
    String before = run("-g").strip();
    RawMode mode = new RawMode(before);
    run("raw", "-echo");
    return mode;
  }

  static String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(TERMINAL)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0)
        throw new IOException("stty " + String.join(" ", arguments) + " failed on " + TERMINAL);
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stty ran", e);
    }
  }
}
