package io.jorch.manager.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// A running [MemberProcess], which can be told, frozen and killed.
final class RemoteMember {
  private final Process process;
  private final Writer orders;
  private final ConcurrentLinkedQueue<String[]> answers = new ConcurrentLinkedQueue<>();
  private final Thread reader;
  private volatile String stands = "";

  private RemoteMember(Process process, Consumer<String[]> recording) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.reader = Thread.ofPlatform().daemon().start(() -> read(recording));
  }

  static RemoteMember start(List<String> arguments, Path log, Consumer<String[]> recording)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx160m",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName()));
    command.addAll(arguments);
    return new RemoteMember(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start(),
        recording);
  }

  private void read(Consumer<String[]> recording) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.endsWith(" .")) { // else a kill cut it short
          String[] words = line.split(" ", -1);
          if (words[0].equals("STANDS")) {
            stands = words[1];
          } else {
            answers.add(words);
            recording.accept(words);
          }
        }
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  boolean leads() {
    return process.isAlive() && stands.equals("Leading");
  }

  void tell(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  /// Waits for a line that begins with `word`.
  String[] await(String word) {
    return drain(word, other -> {}, "");
  }

  /// Waits for a line that begins with `word`; those before it that begin with `kind` are passed
  // on.
  String[] drain(String word, Consumer<String[]> consumer, String kind) {
    String[][] found = new String[1][];
    Ensemble.await(
        word,
        () -> {
          for (String[] next; (next = answers.poll()) != null; ) {
            if (next[0].equals(kind)) {
              consumer.accept(next);
            }
            if (next[0].equals(word)) {
              found[0] = next;
              return true;
            }
          }
          if (!process.isAlive()) {
            throw new AssertionError("the member ended by itself, waiting for " + word);
          }
          return false;
        });
    return found[0];
  }

  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String which) throws IOException, InterruptedException {
    new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
  }

  /// At once, in the middle of anything; what it has printed is still read.
  void kill() throws InterruptedException {
    // Process.destroyForcibly would close the stream with what is still in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }
}
