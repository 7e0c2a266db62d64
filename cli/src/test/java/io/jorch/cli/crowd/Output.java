package io.jorch.cli.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What programs write.
final class Output {
  private Output() {}

  /// Errors too. A program that fails is an error.
  static String of(List<String> words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() == 0) return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("`" + String.join(" ", words) + "` failed: " + text.strip());
  }
}
