package io.jorch.cli.names;

import io.jorch.cli.testbed.Errand;
import io.jorch.cli.testbed.Namespace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// Looks a name up again and again from inside a container's network, and notes when the answer
/// changes.
final class Lookups implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1000;
  private static final long PAUSE_MILLIS = 1;

  private record Change(long at, Set<String> addresses) {}

  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final Question question;
  private final Errand errand;

  Lookups(String name, long pid) {
    question = new Question(name);
    errand = Errand.start("lookups-" + pid, new Namespace(pid), this::ask);
  }

  private void ask(BooleanSupplier over) throws IOException, InterruptedException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (short id = 0; !over.getAsBoolean(); id++) {
        try {
          note(question.ask(socket, id));
        } catch (SocketTimeoutException e) {
          note(Set.of("no answer"));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void note(Set<String> addresses) {
    if (changes.isEmpty() || !changes.getLast().addresses().equals(addresses))
      changes.add(new Change(System.nanoTime(), addresses));
  }

  /// The latest answer.
  Set<String> now() {
    return changes.isEmpty() ? Set.of() : changes.getLast().addresses();
  }

  /// When, by the clock of `System.nanoTime`, so many addresses were answered first after a moment.
  OptionalLong firstOf(int count, long after) {
    return changes.stream()
        .filter(change -> change.at() > after && change.addresses().size() == count)
        .mapToLong(Change::at)
        .findFirst();
  }

  @Override
  public void close() {
    errand.close();
  }
}
