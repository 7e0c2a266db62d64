package io.jorch.cli;

import io.jorch.cli.command.Cli;
import io.jorch.cli.term.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Entry of the command line.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Path directory = Path.of("").toAbsolutePath();
    Console console = Console.ofProcess(environment);
    Cli cli = new Cli(console, environment, directory, InstantSource.system(), Optional.empty());
    System.exit(cli.run(arguments));
  }
}
