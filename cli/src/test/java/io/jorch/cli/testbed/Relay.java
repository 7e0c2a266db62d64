package io.jorch.cli.testbed;

import io.jorch.cli.system.Marks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The program that is a bad cable (`relay.c`): this kernel has no netem.
final class Relay {
  private Relay() {}

  /// Compiles it into that directory, once.
  static Path program(Path directory) throws IOException {
    Path program = directory.resolve("relay");
    if (Files.exists(program)) return program;
    Path source = directory.resolve("relay.c");
    try (InputStream text = Relay.class.getResourceAsStream("relay.c")) {
      if (text == null) throw new IOException("relay.c is not beside the classes of the testbed");
      Files.write(source, text.readAllBytes());
    }
    Programs.output("gcc", "-O2", "-o", program.toString(), source.toString());
    return program;
  }

  /// Between the cable's end and the switch. Outlives this process.
  static void start(Namespace where, Path program, Port port, Impairment how, Path pidFile)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(where.inside(List.of(program.toString(), port.link(), port.relay())));
    words.addAll(List.of(micros(how.delay()), micros(how.jitter())));
    words.addAll(List.of("" + Math.round(how.loss() * 1e6), "" + how.kilobits()));
    how.peer().ifPresent(peer -> words.add(new Port(port.lab(), peer).mac()));
    Process process =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said)) throw new IOException("the relay did not start: " + said);
    Files.writeString(pidFile, "" + process.pid());
  }

  private static String micros(Duration time) {
    return "" + time.toNanos() / 1000;
  }

  static void stop(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) return;
    long pid = Long.parseLong(Files.readString(pidFile));
    if (Marks.text(Path.of("/proc", "" + pid, "cmdline")).contains("/relay "))
      Programs.signal("KILL", List.of(pid));
    Files.delete(pidFile);
  }
}
