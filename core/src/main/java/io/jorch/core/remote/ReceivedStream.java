package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Bytes that come from the other side. For one reader.
final class ReceivedStream extends InputStream {
  private final Link link;
  private final Inbox inbox;
  private final Function<IOException, IOException> lost;
  private final Runnable close;
  private Optional<Frame> current = Optional.empty();
  private int position;
  private boolean ended;

  /// @param lost makes a sentence of the link's end
  /// @param close what closing does beside
  ReceivedStream(Link link, Inbox inbox, Function<IOException, IOException> lost, Runnable close) {
    this.link = link;
    this.inbox = inbox;
    this.lost = lost;
    this.close = close;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) return 0;
    while (current.isEmpty()) {
      if (ended) return -1;
      next();
    }
    Frame frame = current.get();
    int count = Math.min(length, frame.payload().length - position);
    System.arraycopy(frame.payload(), position, target, offset, count);
    position += count;
    if (position == frame.payload().length) used(frame);
    return count;
  }

  private void next() throws IOException {
    Frame frame = taken();
    position = 0;
    if (frame.kind() == Kind.DATA && frame.payload().length > 0) {
      current = Optional.of(frame);
      return;
    }
    link.used(frame);
    ended = frame.kind() != Kind.DATA;
    if (frame.kind() == Kind.BROKEN) {
      throw new IOException(new String(frame.payload(), StandardCharsets.UTF_8));
    }
  }

  private Frame taken() throws IOException {
    try {
      return inbox.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading from another node was given up");
    } catch (IOException e) {
      throw lost.apply(e);
    }
  }

  private void used(Frame frame) {
    current = Optional.empty();
    link.used(frame);
  }

  @Override
  public void close() {
    close.run();
  }
}
