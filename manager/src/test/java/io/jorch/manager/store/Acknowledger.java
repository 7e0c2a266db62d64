package io.jorch.manager.store;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// A process that writes to a store until it is killed, and prints `KIND NAME VERSION SIZE .`
/// for each acknowledged transaction. Values are large enough to make a kill within a write likely.
final class Acknowledger {
  private Acknowledger() {}

  @SuppressWarnings("SystemOut") // its output is its result
  public static void main(String[] arguments) {
    Random random = new Random();
    String run = arguments[1];
    RaftStore store = RaftStore.open(StoreConfig.alone(Path.of(arguments[0])).snapshotEvery(40));
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < 1_000_000; i++) {
      int size = 1 + random.nextInt(200_000);
      Key key = new Key("run" + run, "object" + i);
      CompletableFuture<?> previous = last;
      last =
          store
              .commit(Transaction.begin().put(key, Expected.absent(), filled(size)).build())
              .thenAccept(outcome -> acknowledge(key, outcome, size));
      if (i % 4 == 3) {
        previous.join();
      }
    }
  }

  private static synchronized void acknowledge(Key key, Outcome outcome, int size) {
    Outcome.Committed committed = (Outcome.Committed) outcome;
    System.out.println(
        key.kind() + " " + key.name() + " " + committed.version() + " " + size + " .");
    System.out.flush();
  }

  static Blob filled(int size) {
    return Blob.of("x".repeat(size));
  }
}
