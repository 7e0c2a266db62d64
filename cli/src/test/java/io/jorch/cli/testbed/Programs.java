package io.jorch.cli.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Programs of the machine, run to their end.
final class Programs {
  private Programs() {}

  /// What it writes, errors too. One that fails is an error with what it wrote.
  static String output(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = code(process);
    if (code == 0) return text;
    throw new IOException(
        "`%s` failed with exit code %d: %s".formatted(String.join(" ", words), code, text.strip()));
  }

  static String output(String... words) throws IOException {
    return output(List.of(words));
  }

  /// Waits for its end.
  static int code(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a program ran", e);
    }
  }

  /// Sends all of them a signal, in this order. Those that have ended meanwhile do not matter.
  static void signal(String name, Collection<Long> pids) throws IOException {
    if (pids.isEmpty()) return;
    List<String> words = new ArrayList<>(List.of("sh", "-c", "kill -\"$@\" 2>/dev/null; :", "sh"));
    words.add(name);
    pids.forEach(pid -> words.add("" + pid));
    output(words);
  }
}
