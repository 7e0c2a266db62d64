package io.jorch.cli.term;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/// Where a command writes: results to `out`, everything said about them to `err`.
///
/// @param terminal `out` is a terminal: live regions and colours make sense
/// @param errTerminal the same of `err`
public record Console(
    PrintStream out, PrintStream err, boolean terminal, boolean errTerminal, Palette palette) {
  /// The process's own streams. Colours only on a terminal, and never with `NO_COLOR` set
  /// (no-color.org).
  public static Console ofProcess(Map<String, String> environment) {
    boolean terminal = Tty.stdout();
    boolean colours =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Console(
        stream(new java.io.FileOutputStream(java.io.FileDescriptor.out)),
        stream(new java.io.FileOutputStream(java.io.FileDescriptor.err)),
        terminal,
        Tty.stderr(),
        new Palette(colours));
  }

  /// UTF-8 whatever the locale: the text of containers and files is.
  private static PrintStream stream(OutputStream raw) {
    return new PrintStream(
        new java.io.BufferedOutputStream(raw, 8192),
        false,
        java.nio.charset.StandardCharsets.UTF_8);
  }

  public Console withoutColours() {
    return new Console(out, err, terminal, errTerminal, new Palette(false));
  }

  /// One sentence about what happens, now.
  public void say(String sentence) {
    out.flush();
    err.println(sentence);
    err.flush();
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
