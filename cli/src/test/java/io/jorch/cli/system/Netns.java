package io.jorch.cli.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A network namespace with nothing in it but the loopback, held by a process that ends when its
/// standard input does: also when this test is killed.
final class Netns implements AutoCloseable {
  private final Process holder;

  Netns() throws IOException {
    holder =
        new ProcessBuilder(
                "unshare", "--net", "sh", "-c", "ip link set lo up && echo ready && exec cat")
            .redirectErrorStream(true)
            .start();
    String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
    if (!"ready".equals(said)) throw new IOException("could not make a network namespace: " + said);
  }

  /// A command that runs in it, under the same pid as the process that starts it.
  List<String> inside(List<String> words) {
    List<String> all =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net"));
    all.addAll(words);
    return all;
  }

  Process start(String... words) throws IOException {
    return new ProcessBuilder(inside(List.of(words))).redirectErrorStream(true).start();
  }

  /// What a command in it writes, errors too.
  String output(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text;
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly().onExit().join();
  }
}
