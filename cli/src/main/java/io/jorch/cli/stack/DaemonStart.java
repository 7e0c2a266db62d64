package io.jorch.cli.stack;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts a daemon when none answers, detached from this process and its terminal, with what it
/// writes in `daemon.log` in the state directory.
///
/// @param script the `jorch` script, which knows how to run a JVM as a daemon
public record DaemonStart(Path script, Path stateDir, Path runDir) {
  private static final long LONGEST_LOG = 8L << 20;
  private static final int PATIENCE_SECONDS = 60;

  /// Returns when the daemon accepts connections.
  public void ensure(Daemon daemon, Console console) {
    if (daemon.answers()) return;
    console.say("starting the daemon (state in " + stateDir + ")");
    try {
      Path log = log();
      Process process = start(log);
      await(daemon, process, log);
    } catch (IOException e) {
      throw new Failed(
          "could not start the daemon with state in "
              + stateDir
              + ": "
              + e.getMessage()
              + "; run as root?",
          e);
    }
  }

  private Process start(Path log) throws IOException {
    List<String> command =
        List.of(
            "setsid",
            script.toString(),
            "daemon",
            "--state-dir",
            stateDir.toString(),
            "--run-dir",
            runDir.toString());
    return new ProcessBuilder(command)
        .directory(Path.of("/").toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }

  /// One older log is kept beside the current one.
  private Path log() throws IOException {
    Files.createDirectories(stateDir);
    Path log = stateDir.resolve("daemon.log");
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG)
      Files.move(log, stateDir.resolve("daemon.log.1"), StandardCopyOption.REPLACE_EXISTING);
    return log;
  }

  private void await(Daemon daemon, Process process, Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!daemon.answers()) {
      if (ended(process))
        throw new Failed(
            "the daemon ended at once with exit code " + process.exitValue() + "; " + tail(log));
      if (System.nanoTime() > end)
        throw new Failed(
            "the daemon (pid "
                + process.pid()
                + ") does not listen at "
                + daemon.socket()
                + " after "
                + PATIENCE_SECONDS
                + " s; "
                + tail(log));
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while the daemon started", e);
    }
  }

  static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    List<String> last = lines.subList(Math.max(0, lines.size() - 10), lines.size());
    return "the last lines of " + log + ":\n  " + String.join("\n  ", last);
  }

  /// The script that this process was started by, when it was.
  public static Optional<Path> scriptOfProcess() {
    return Optional.ofNullable(System.getProperty("jorch.script")).map(Path::of);
  }
}
