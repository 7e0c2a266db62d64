package io.jorch.core.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How much each slot may still send, and how much of what came in each slot is not yet used. A
/// slot may send while it has any credit, so that a value longer than the window can pass.
final class Credits {
  /// How much may wait at the receiver in each slot.
  static final int WINDOW = 1 << 20;

  private static final int SLOTS = 256;
  private final int[] spent = new int[SLOTS];
  private final int[] unused = new int[SLOTS];
  private final int[] owed = new int[SLOTS];
  private @Nullable IOException gone;

  /// Waits until the slot may send.
  synchronized void spend(int slot, int cost) throws IOException, InterruptedException {
    while (spent[slot] >= WINDOW && gone == null) wait();
    if (gone != null) throw gone;
    spent[slot] += cost;
  }

  synchronized void granted(int slot, byte[] amount) throws IOException {
    int more = amount.length == 4 ? ByteBuffer.wrap(amount).getInt() : -1;
    if (more < 0 || more > spent[slot]) {
      throw new IOException("the other side broke the rules of the call; versions differ");
    }
    spent[slot] -= more;
    notifyAll();
  }

  /// Something came.
  synchronized void received(int slot, int cost) throws IOException {
    if (unused[slot] + owed[slot] >= WINDOW) {
      throw new IOException("the other side sent more than it may; versions differ");
    }
    unused[slot] += cost;
  }

  /// What came was used; gives what to grant to the sender now, 0 while it is too little to say.
  synchronized int used(int slot, int cost) {
    unused[slot] -= cost;
    owed[slot] += cost;
    if (owed[slot] < WINDOW / 4) return 0;
    int grant = owed[slot];
    owed[slot] = 0;
    return grant;
  }

  synchronized void end(IOException cause) {
    if (gone == null) gone = cause;
    notifyAll();
  }
}
