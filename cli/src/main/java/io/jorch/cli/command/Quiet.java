package io.jorch.cli.command;

import io.jorch.cli.term.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A console on which nothing is seen.
final class Quiet {
  private Quiet() {}

  static Console of(Console console) {
    PrintStream nothing =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(nothing, nothing, false, false, console.palette());
  }
}
