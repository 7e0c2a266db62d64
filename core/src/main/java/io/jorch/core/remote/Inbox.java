package io.jorch.core.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Frames that came and are not yet used, in their order.
final class Inbox {
  private final Deque<Frame> frames = new ArrayDeque<>();
  private @Nullable IOException gone;

  synchronized void add(Frame frame) {
    frames.add(frame);
    notifyAll();
  }

  /// Nothing more comes; what is there can still be taken.
  synchronized void end(IOException cause) {
    if (gone == null) gone = cause;
    notifyAll();
  }

  synchronized boolean isEmpty() {
    return frames.isEmpty();
  }

  /// Waits for the next.
  synchronized Frame take() throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    while (frames.isEmpty()) {
      if (gone != null) throw gone;
      wait();
    }
    return frames.remove();
  }
}
