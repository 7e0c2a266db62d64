package io.jorch.cli.rehearsal;

import io.jorch.cli.command.Cli;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Palette;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Entry of the rehearsal. Argument: a stack file.
public final class Rehearsal {
  private static final List<String> COMMANDS =
      List.of(
          "version",
          "ps",
          "ps --format json",
          "ls",
          "ls --format json",
          "scale front=2",
          "restart",
          "logs",
          "exec front true",
          "image ls",
          "volume ls",
          "info",
          "inspect front",
          "events --until 2020-01-01",
          "config -q",
          "up",
          "up",
          "down",
          "doctor",
          "help");

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Class.forName("io.jorch.cli.Main");
    Path directory = Files.createTempDirectory("jorch-rehearsal");
    Path socket = directory.resolve("jorch.sock");
    try (MadeUpDaemon daemon = MadeUpDaemon.listen(socket)) {
      for (String command : COMMANDS) run(command, arguments[0], daemon.socket());
    } finally {
      Files.deleteIfExists(directory);
    }
    System.exit(0);
  }

  private static void run(String command, String file, Path socket) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console.ofProcess(Map.of()).flush();
    Console console = new Console(nowhere, nowhere, false, false, new Palette(true));
    List<String> words = new java.util.ArrayList<>(List.of("--file", file));
    words.addAll(List.of("--host", "unix://" + socket));
    words.addAll(List.of(command.split(" ", -1)));
    Cli cli =
        new Cli(console, System.getenv(), Path.of("/"), InstantSource.system(), Optional.empty());
    int code = cli.run(words.toArray(String[]::new));
    System.err.println(command + ": " + code);
  }
}
