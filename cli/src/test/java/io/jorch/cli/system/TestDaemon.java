package io.jorch.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A daemon as users run it, in a process, directories and a network namespace of its own, and the
/// command line to go with it.
@SuppressWarnings("try") // an interrupt ends the test that closes it, which is all one can do
final class TestDaemon implements AutoCloseable {
  static final Path BUILT = DaemonProgram.BUILT;

  final Path home;
  final Netns netns;
  private Process process;

  TestDaemon() throws Exception {
    home = Files.createTempDirectory("jorch-it-");
    netns = new Netns();
    process = launch();
  }

  Path stateDir() {
    return home.resolve("state");
  }

  Path runDir() {
    return home.resolve("run");
  }

  long pid() {
    return process.pid();
  }

  /// The name by which this daemon marks what it makes on the machine.
  String instance() throws IOException {
    return Files.readString(stateDir().resolve("node-id")).substring(0, 8);
  }

  private Process launch() throws Exception {
    Process started =
        new ProcessBuilder(
                netns.inside(DaemonProgram.words(BUILT, List.of(), stateDir(), runDir())))
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .redirectErrorStream(true)
            .start();
    Wait.until(
        "the daemon answers; it wrote: " + log(),
        () -> {
          if (!started.isAlive())
            throw new IOException("the daemon ended at once: " + Files.readString(log()));
          return Files.exists(runDir().resolve("daemon.pid"))
              && Files.readString(runDir().resolve("daemon.pid")).strip().equals("" + started.pid())
              && cli("version").code() == 0;
        });
    return started;
  }

  Path log() {
    return home.resolve("daemon.log");
  }

  /// As a power cut would, but for the containers.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws Exception {
    process = launch();
  }

  /// Runs a command of `jorch` against this daemon, in this process.
  Ran cli(String... words) {
    return new CommandLine(home, stateDir(), runDir()).run(words);
  }

  /// Writes a stack file that stays there, and gives the stack to talk about.
  TestStack stack(String name, String services) throws IOException {
    return new TestStack(this, name).file(services);
  }

  /// Takes down what is left, ends the daemon, and removes its directories.
  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a daemon was being ended", e);
    } catch (Exception e) {
      throw new IOException("end a daemon: " + e.getMessage(), e);
    } finally {
      netns.close();
      remove(home);
    }
  }

  private void end() throws Exception {
    if (!process.isAlive()) startAgain();
    for (String stack : Rows.of(cli("ls", "--format", "json").succeeded()).texts("name"))
      cli("down", "-v", stack);
    cli("daemon", "stop");
    if (!process.waitFor(60, TimeUnit.SECONDS)) kill();
  }

  private static void remove(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      Path[] paths = all.toArray(Path[]::new);
      Arrays.sort(paths, java.util.Comparator.reverseOrder());
      for (Path path : paths) Files.deleteIfExists(path);
    }
  }
}
