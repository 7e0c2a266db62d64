package io.jorch.cli.daemon;

import io.jorch.cli.command.Cli;
import io.jorch.cli.term.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Entry of the daemon's process: the same arguments as the command line's `daemon`, understood by
/// the same parser.
public final class DaemonEntry {
  private DaemonEntry() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Path directory = Path.of("").toAbsolutePath();
    Console console = Console.ofProcess(environment);
    Cli cli =
        new Cli(
            console,
            environment,
            directory,
            InstantSource.system(),
            Optional.of(
                (stateDir, runDir, debug) ->
                    DaemonMain.run(new DaemonOptions(stateDir, runDir, debug))));
    System.exit(cli.run(arguments));
  }
}
