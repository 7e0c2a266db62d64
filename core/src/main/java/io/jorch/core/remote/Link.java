package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call's stream. Whatever comes is read at once, so that an end of the stream is never hidden
/// behind unread messages; credits keep what waits small.
final class Link implements Closeable {
  private final Channel channel;
  private final Pulse pulse;
  private final Listener listener;
  private final Outbox outbox;
  private final Credits credits = new Credits();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long heard = System.nanoTime();

  /// What becomes of what comes. Called by one thread, which must not be kept.
  interface Listener {
    void received(Frame frame) throws IOException;

    /// Nothing more comes or goes; called once.
    void ended(IOException cause);
  }

  Link(Channel channel, Pulse pulse, Listener listener) {
    this.channel = channel;
    this.pulse = pulse;
    this.listener = listener;
    outbox = new Outbox(channel.out(), pulse);
  }

  void start() {
    Thread.ofVirtual().name("remote-read").start(this::read);
    Thread.ofVirtual().name("remote-write").start(this::write);
    Thread.ofVirtual().name("remote-watch").start(this::watch);
  }

  /// Waits for the receiver's credit, if the kind needs it, and for room.
  void send(Kind kind, int slot, byte[] payload) throws IOException, InterruptedException {
    if (payload.length > Frame.LONGEST_VALUE) throw FrameReader.tooLong();
    Frame frame = new Frame(kind, slot, payload);
    if (kind.paid()) credits.spend(slot, frame.cost());
    outbox.put(frame);
  }

  /// Lets the sender send more, now that a frame was used.
  void used(Frame frame) {
    int grant = frame.kind().paid() ? credits.used(frame.slot(), frame.cost()) : 0;
    if (grant == 0) return;
    try {
      outbox.add(
          new Frame(Kind.CREDIT, frame.slot(), ByteBuffer.allocate(4).putInt(grant).array()));
    } catch (IOException e) {
      // the link has ended: whoever uses it next is told
    }
  }

  /// Sends what waits, then waits until the other side has closed the stream: closing it first
  /// could take away what was sent.
  void finish() throws InterruptedException {
    outbox.finish();
    over.await(pulse.silence().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    end(new IOException("the call is over"));
  }

  private void end(IOException cause) {
    if (!ended.compareAndSet(false, true)) return;
    credits.end(cause);
    outbox.end(cause);
    over.countDown();
    try {
      channel.close();
    } catch (IOException e) {
      // it is as good as closed
    }
    listener.ended(cause);
  }

  private void read() {
    try {
      FrameReader reader = new FrameReader(channel.in(), () -> heard = System.nanoTime());
      while (!ended.get()) {
        Frame frame = reader.next();
        if (frame.kind().paid()) credits.received(frame.slot(), frame.cost());
        if (frame.kind() == Kind.CREDIT) credits.granted(frame.slot(), frame.payload());
        else if (frame.kind() != Kind.PULSE) listener.received(frame);
      }
    } catch (EOFException e) {
      end(new IOException("it closed the connection", e));
    } catch (IOException | RuntimeException e) {
      end(e instanceof IOException known ? known : new IOException(e.toString(), e));
    }
  }

  private void write() {
    try {
      outbox.run();
    } catch (IOException e) {
      end(e);
    }
  }

  private void watch() {
    long silence = pulse.silence().toNanos();
    try {
      while (!over.await(silence / 8, TimeUnit.NANOSECONDS)) {
        if (System.nanoTime() - heard > silence) {
          end(new IOException("nothing was heard of it for " + pulse.silence().toSeconds() + " s"));
        }
      }
    } catch (InterruptedException e) {
      // nobody interrupts this thread
    }
  }
}
