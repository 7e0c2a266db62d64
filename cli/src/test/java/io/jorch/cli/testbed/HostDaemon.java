package io.jorch.cli.testbed;

import io.jorch.cli.system.DaemonProgram;
import io.jorch.cli.system.Marks;
import io.jorch.cli.system.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The daemon of a host, as users run it. It outlives this process.
public record HostDaemon(Host host) {

  /// Starts it and waits until it answers.
  public void start() throws IOException {
    awaitReady(launch());
  }

  /// Starts it.
  Process launch() throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(
        host.namespace()
            .inside(DaemonProgram.words(built(), options(), host.stateDir(), host.runDir())));
    Process process =
        new ProcessBuilder(words)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(host.log().toFile()))
            .redirectErrorStream(true)
            .start();
    Files.writeString(file(), process.pid() + "\n");
    return process;
  }

  void awaitReady(Process process) throws IOException {
    try {
      Wait.until(
          "the daemon of " + host + " answers; it writes to " + host.log(),
          () -> {
            if (!process.isAlive())
              throw new IOException(
                  "the daemon of " + host + " ended at once: " + Files.readString(host.log()));
            return ready(process.pid());
          });
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + host + " was starting", e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /// The daemon writes its pid when all is there.
  private boolean ready(long pid) throws IOException {
    Path said = host.runDir().resolve("daemon.pid");
    return Files.exists(said) && Files.readString(said).strip().equals("" + pid);
  }

  private static Path built() {
    String place = System.getProperty("jorch.built");
    return place == null ? DaemonProgram.BUILT : Path.of(place);
  }

  /// As in the script `jorch`, but for the heap.
  private List<String> options() throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-XX:TieredStopAtLevel=4",
                "-Xmx192m",
                "-Xss512k",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    Path archive = built().resolve("daemon.aot");
    if (Files.exists(archive) && newer(archive, built().resolve("built")))
      options.add("-XX:AOTCache=" + archive);
    host.clock().ifPresent(offset -> options.add("-Djorch.clock.offset=" + offset));
    return options;
  }

  private static boolean newer(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  private Path file() {
    return host.home().resolve("daemon.pid");
  }

  /// Of the daemon that runs.
  public Optional<Long> pid() throws IOException {
    if (!Files.exists(file())) return Optional.empty();
    long pid = Long.parseLong(Files.readString(file()).strip());
    String words = Marks.text(Path.of("/proc", "" + pid, "cmdline"));
    return words.contains(host.stateDir().toString()) ? Optional.of(pid) : Optional.empty();
  }

  /// With SIGKILL; its containers go on. Returns when it is gone.
  public void kill() throws IOException {
    end("KILL");
  }

  /// As its service manager would; its containers go on.
  public void stop() throws IOException {
    end("TERM");
  }

  private void end(String signal) throws IOException {
    Optional<ProcessHandle> process = pid().flatMap(ProcessHandle::of);
    Programs.signal(signal, pid().stream().toList());
    process.ifPresent(gone -> gone.onExit().join());
  }

  /// It stops where it is, its containers go on.
  public void freeze() throws IOException {
    Programs.signal("STOP", pid().stream().toList());
  }

  public void thaw() throws IOException {
    Programs.signal("CONT", pid().stream().toList());
  }
}
