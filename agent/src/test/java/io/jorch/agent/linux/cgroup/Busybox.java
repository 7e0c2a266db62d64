package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts shells that join a group before anything else, as the launcher's child does.
final class Busybox {
  private Busybox() {}

  static Process in(Cgroup group, String script) throws IOException {
    StringBuilder joins = new StringBuilder();
    for (Path file : group.joinFiles())
      joins.append("echo 0 > ").append(file).append(" || exit 99; ");
    List<String> command = new ArrayList<>(List.of("/usr/bin/busybox", "sh", "-c"));
    command.add(joins + script);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// What the process wrote until it ended.
  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Waits for the process to have joined: it says so.
  static Process started(Cgroup group, String script) throws IOException {
    Process process = in(group, "echo joined; " + script);
    int first = process.getInputStream().read();
    if (first != 'j') throw new IOException("the shell did not join its group");
    return process;
  }
}
