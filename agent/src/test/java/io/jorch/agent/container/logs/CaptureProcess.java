package io.jorch.agent.container.logs;

import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ReadEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// A daemon that only captures one log, to be killed.
final class CaptureProcess {
  private CaptureProcess() {}

  static Process start(Path directory, String name) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            CaptureProcess.class.getName(),
            directory.resolve(name).toString())
        .inheritIO()
        .start();
  }

  static Map<LogStream, ReadEnd> sources(Path task) throws IOException {
    Files.createDirectories(task);
    return Map.of(
        LogStream.STDOUT,
        ReadEnd.openFifo(task.resolve("stdout")),
        LogStream.STDERR,
        ReadEnd.openFifo(task.resolve("stderr")));
  }

  public static void main(String[] arguments) throws Exception {
    Path task = Path.of(arguments[0]);
    LogCaptures captures = new LogCaptures(Poller.start("logs"), Clock.systemUTC());
    captures.start(task.resolve("log"), Rotation.DEFAULT, sources(task));
    Thread.currentThread().join();
  }
}
