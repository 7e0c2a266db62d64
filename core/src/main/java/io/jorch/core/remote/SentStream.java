package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that go to the other side, as it wants them.
final class SentStream extends OutputStream {
  private final Link link;
  private final Kind kind;
  private final int slot;
  private boolean closed;

  SentStream(Link link, Kind kind, int slot) {
    this.link = link;
    this.kind = kind;
    this.slot = slot;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at += Frame.LONGEST) {
      send(kind, Arrays.copyOfRange(bytes, at, Math.min(at + Frame.LONGEST, offset + length)));
    }
  }

  /// The other side sees the end of the stream.
  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    send(Kind.END, new byte[0]);
  }

  /// The other side gets an exception where it expected more.
  void fail(String reason) throws IOException {
    closed = true;
    send(Kind.BROKEN, reason.getBytes(StandardCharsets.UTF_8));
  }

  private void send(Kind what, byte[] payload) throws IOException {
    try {
      link.send(what, slot, payload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("sending to another node was given up");
    }
  }
}
