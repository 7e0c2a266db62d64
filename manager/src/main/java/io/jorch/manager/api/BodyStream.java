package io.jorch.manager.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A request's body as a blocking stream; at most a few chunks are held, the sender waits for the
/// reader.
final class BodyStream extends InputStream {
  private static final int HELD = 8;
  /// An empty chunk marks the end.
  private final BlockingQueue<Buffer> chunks = new ArrayBlockingQueue<>(2 * HELD);
  private final HttpServerRequest request;
  private Buffer current = Buffer.buffer();
  private int position;
  private boolean ended;
  private volatile boolean broken;
  private volatile boolean closed;

  BodyStream(HttpServerRequest request) {
    this.request = request;
    request.handler(this::take);
    request.endHandler(end -> finish(false));
    request.exceptionHandler(error -> finish(true));
  }

  private void take(Buffer chunk) {
    if (closed) return;
    if (chunk.length() > 0) chunks.add(chunk);
    if (chunks.size() >= HELD) request.pause();
  }

  private void finish(boolean failed) {
    broken = failed;
    if (!closed) chunks.add(Buffer.buffer());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (position == current.length() && !next()) return -1;
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    if (ended) return false;
    try {
      current = chunks.take();
    } catch (InterruptedException e) {
      throw new IOException("reading the request was interrupted", e);
    }
    position = 0;
    if (chunks.size() < HELD / 2) request.resume();
    if (broken) throw new IOException("the sender went away before the whole body had come");
    ended = current.length() == 0;
    return !ended;
  }

  /// What was not read is passed over.
  @Override
  public void close() {
    closed = true;
    request.resume();
  }
}
