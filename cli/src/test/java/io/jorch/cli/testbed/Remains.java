package io.jorch.cli.testbed;

import io.jorch.cli.system.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a daemon that was killed leaves in the kernel.
record Remains(Marks marks) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Of a host, the switch or the client, by its directory.
  static Remains of(Path home) throws IOException {
    return new Remains(Marks.of(home, Namespace.in(home).map(Namespace::network)));
  }

  static List<Long> pids(List<Path> processes) {
    return processes.stream()
        .map(process -> Long.parseLong(process.getFileName().toString()))
        .toList();
  }

  /// Ends all processes and removes all groups.
  void end() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Path> left = inOrder();
      if (left.isEmpty() && removeGroups()) return;
      Programs.signal("KILL", pids(left));
      if (System.nanoTime() > end)
        throw new IOException(
            "could not end what is left of " + marks.home() + ": " + left + " " + marks.groups());
      pause();
    }
  }

  /// Keepers before their containers, of whose end they would write.
  private List<Path> inOrder() throws IOException {
    List<Path> all = new ArrayList<>(marks.processes());
    all.removeIf(process -> Marks.collector(process).isPresent());
    all.sort(Comparator.comparing(marks::inGroup));
    return all;
  }

  /// A group is busy for a moment after its last process has ended.
  private boolean removeGroups() throws IOException {
    for (Path group : marks.groups().reversed()) {
      try {
        Files.delete(group);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while processes were ending", e);
    }
  }
}
