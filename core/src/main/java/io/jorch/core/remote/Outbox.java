package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Frames on their way out. One thread of its own writes them, many at a time when many wait: an
/// interrupt of whoever sends never cuts a frame in two.
final class Outbox {
  private static final int FULL = 256 * 1024;
  private static final Frame ALIVE = new Frame(Kind.PULSE, 0, new byte[0]);
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private final byte[] room = new byte[Frame.HEADER + Frame.LONGEST];
  private final ByteBuffer buffer = ByteBuffer.wrap(room);
  private final OutputStream out;
  private final long pulseMillis;
  private long bytes;
  private boolean finishing;
  private boolean drained;
  private @Nullable IOException gone;

  Outbox(OutputStream out, Pulse pulse) {
    this.out = out;
    this.pulseMillis = pulse.every().toMillis();
  }

  /// Waits for room.
  synchronized void put(Frame frame) throws IOException, InterruptedException {
    while (bytes >= FULL && gone == null) wait();
    if (Thread.interrupted()) throw new InterruptedException();
    add(frame);
  }

  /// Does not wait; for small messages about others.
  synchronized void add(Frame frame) throws IOException {
    if (gone != null) throw gone;
    waiting.add(frame);
    bytes += frame.cost();
    notifyAll();
  }

  /// Waits until all is written; nothing may be sent afterwards.
  synchronized void finish() throws InterruptedException {
    finishing = true;
    notifyAll();
    while (!drained && gone == null) wait();
  }

  synchronized void end(IOException cause) {
    if (gone == null) gone = cause;
    notifyAll();
  }

  /// Writes until the end.
  void run() throws IOException {
    for (Optional<Frame> next = next(); next.isPresent(); next = next()) {
      encode(next.get());
      for (next = poll(); next.isPresent(); next = poll()) encode(next.get());
      flush();
      out.flush();
    }
  }

  /// Empty at the end. A wake-up without a reason only sends a pulse early.
  @SuppressWarnings("WaitNotInLoop")
  private synchronized Optional<Frame> next() {
    try {
      if (waiting.isEmpty() && !finishing && gone == null) wait(pulseMillis);
    } catch (InterruptedException e) {
      return Optional.empty(); // nobody interrupts this thread
    }
    if (gone != null) return Optional.empty();
    if (!waiting.isEmpty()) return Optional.of(taken());
    if (!finishing) return Optional.of(ALIVE);
    drained = true;
    notifyAll();
    return Optional.empty();
  }

  /// One more that fits into what is to be written anyway.
  private synchronized Optional<Frame> poll() {
    Frame first = waiting.peek();
    if (first == null || first.payload().length + Frame.HEADER > buffer.remaining()) {
      return Optional.empty();
    }
    return Optional.of(taken());
  }

  private Frame taken() {
    Frame frame = waiting.remove();
    bytes -= frame.cost();
    notifyAll();
    return frame;
  }

  private void encode(Frame frame) throws IOException {
    byte[] payload = frame.payload();
    int offset = 0;
    do {
      int length = Math.min(Frame.LONGEST, payload.length - offset);
      boolean more = offset + length < payload.length;
      if (buffer.remaining() < Frame.HEADER + length) flush();
      buffer.put((byte) (frame.kind().code() | (more ? Frame.MORE : 0)));
      buffer.put((byte) frame.slot()).putInt(length).put(payload, offset, length);
      offset += length;
    } while (offset < payload.length);
  }

  private void flush() throws IOException {
    out.write(room, 0, buffer.position());
    buffer.clear();
  }
}
