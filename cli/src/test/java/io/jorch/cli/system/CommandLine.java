package io.jorch.cli.system;

import io.jorch.cli.command.Cli;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands of `jorch` against one daemon, run in this process.
///
/// @param directory the one in which they are typed
public record CommandLine(Path directory, Path stateDir, Path runDir) {
  public Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), false, false, new Palette(false));
    Map<String, String> environment =
        Map.of(
            "JORCH_RUN_DIR", runDir.toString(),
            "JORCH_STATE_DIR", stateDir.toString(),
            "PATH", "/usr/bin:/bin");
    int code =
        new Cli(console, environment, directory, InstantSource.system(), Optional.empty())
            .run(words);
    return new Ran(List.of(words), code, text(out), text(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
