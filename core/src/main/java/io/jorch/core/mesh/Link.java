package io.jorch.core.mesh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One stream on one connection: a thread takes frames off the wire, another gives signs of life,
/// and whoever reads and writes meets them at the inbox and the outbox.
///
/// The stream ends well when both sides have sent END; each then shuts its direction and reads on
/// until the other has too. Anything else is a failure, and told to readers and writers as such.
final class Link {
  private final Wires wires;
  private final String name;
  private final Patience patience;
  private final Consumer<Link> gone;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Inbox inbox = new Inbox();
  private final Outbox outbox = new Outbox();
  private final AtomicBoolean over = new AtomicBoolean();

  /// @param name of the stream in sentences, such as "the stream 'logs' with node N"
  /// @param gone called once the connection is closed
  Link(Wires wires, String name, Patience patience, Consumer<Link> gone) {
    this.wires = wires;
    this.name = name;
    this.patience = patience;
    this.gone = gone;
  }

  void start() {
    Thread.ofVirtual().name("mesh-pulse").start(this::pulses);
    Thread.ofVirtual().name("mesh-receive").start(this::receive);
  }

  private void pulses() {
    try {
      while (!over.get()) {
        Thread.sleep(patience.pulse().dividedBy(2));
        wires.pulse(patience.pulse().dividedBy(2).toNanos());
      }
    } catch (InterruptedException e) {
      // Nobody does; the peer will miss the signs of life.
    } catch (IOException e) {
      fail(new Failure(name + " was cut: " + e.getMessage(), e));
    }
  }

  private void receive() {
    try {
      wires.silence((int) patience.silence().toMillis());
      Optional<Frame> frame = wires.read();
      while (frame.isPresent()) {
        take(frame.orElseThrow());
        frame = wires.read();
      }
      if (!inbox.ended() || !wires.ended()) {
        fail(new Failure(name + " was cut before its end", null));
      }
    } catch (SocketTimeoutException e) {
      long quiet = patience.silence().toMillis();
      fail(new Failure(name + " is silent for " + quiet + " ms: the peer is frozen or cut off", e));
    } catch (IOException e) {
      fail(new Failure(name + " was cut: " + e.getMessage(), e));
    } finally {
      over.set(true);
      wires.close();
      gone.accept(this);
      closed.countDown();
    }
  }

  private void take(Frame frame) throws IOException {
    switch (frame.kind()) {
      case DATA -> inbox.add(frame.content());
      case CREDIT -> outbox.grant(ByteBuffer.wrap(frame.content()).getInt());
      case PULSE -> {}
      case END -> {
        inbox.end();
        shutWhenDone();
      }
      case STOP -> {
        outbox.stop();
        // Not here: who takes frames off the wire must not wait for the wire.
        Thread.ofVirtual().name("mesh-end").start(this::endQuietly);
      }
      case FAIL -> fail(new Failure(name + " failed: " + frame.text(), null));
      case HELLO, ACCEPT, REFUSE -> throw new IOException("it began anew in the middle");
    }
  }

  private void shutWhenDone() throws IOException {
    if (inbox.ended() && wires.ended()) {
      over.set(true);
      wires.shut();
    }
  }

  /// The outbox first: who reads of a failure finds that writing fails too.
  ///
  /// @return why it failed first: what follows from that explains nothing
  private Failure fail(Failure why) {
    Failure first = outbox.fail(why);
    inbox.fail(first);
    over.set(true);
    wires.close();
    return first;
  }

  int read(byte[] buffer, int from, int length) throws IOException {
    int count = length == 0 ? 0 : inbox.read(buffer, from, length);
    int grant = inbox.grant();
    if (grant > 0 && !over.get()) {
      byte[] content = ByteBuffer.allocate(Integer.BYTES).putInt(grant).array();
      try {
        wires.send(new Frame(Frame.Kind.CREDIT, content));
      } catch (IOException e) {
        // What was read is good; the next read tells.
        fail(new Failure(name + " was cut: " + e.getMessage(), e));
      }
    }
    return count;
  }

  int available() {
    return inbox.available();
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    int sent = 0;
    while (sent < length) {
      int count = outbox.reserve(Math.min(length - sent, Frame.LONGEST));
      byte[] content = Arrays.copyOfRange(bytes, from + sent, from + sent + count);
      send(new Frame(Frame.Kind.DATA, content));
      sent += count;
    }
  }

  private void send(Frame frame) throws IOException {
    try {
      wires.send(frame);
    } catch (IOException e) {
      throw fail(new Failure(name + " was cut: " + e.getMessage(), e)).exception();
    }
  }

  /// This side is complete.
  void end() throws IOException {
    if (outbox.end()) {
      send(Frame.of(Frame.Kind.END));
      shutWhenDone();
    }
  }

  private void endQuietly() {
    try {
      end();
    } catch (IOException e) {
      // The failure is told to readers and writers.
    }
  }

  /// Nobody here reads any more.
  void refuseInput() throws IOException {
    boolean complete = inbox.ended();
    inbox.discard();
    if (!complete) {
      send(Frame.of(Frame.Kind.STOP));
    }
  }

  /// Lets go without waiting: an output that was not ended reaches the peer as failed.
  void close() {
    boolean complete = inbox.ended();
    inbox.discard();
    boolean broken = outbox.abandon();
    if (over.get()) {
      return;
    }
    if (broken) {
      Failure why = new Failure(name + " was closed here", null);
      outbox.fail(why);
      give(Frame.of(Frame.Kind.FAIL, "the peer gave it up before its end"), true);
    } else if (!complete) {
      give(Frame.of(Frame.Kind.STOP), false);
    }
  }

  /// Waits until the connection is closed.
  void awaitGone() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + name + " to end");
    }
  }

  /// Fails it for the peer, with a sentence.
  void abort(String why) {
    inbox.discard();
    outbox.fail(new Failure(name + " was closed here", null));
    if (!over.get()) {
      give(Frame.of(Frame.Kind.FAIL, why), true);
    }
  }

  private void give(Frame last, boolean shut) {
    Thread.ofVirtual()
        .name("mesh-close")
        .start(
            () -> {
              try {
                wires.send(last);
                if (shut) {
                  over.set(true);
                  wires.shut();
                }
              } catch (IOException e) {
                wires.close();
              }
            });
  }

  /// Ends it at once: nothing more passes in either direction, also not what has arrived already.
  void cut(String why) {
    // The reason before the deed: otherwise readers would learn of a closed socket only.
    Failure failure = new Failure(name + " was cut: " + why, null);
    outbox.fail(failure);
    inbox.cut(failure);
    wires.close();
  }
}
