package io.jorch.manager.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletionException;

/// A response's body as a blocking stream; the writer waits for the reader. Small writes go out
/// together.
final class ResponseStream extends OutputStream {
  private static final int BLOCK = 32 * 1024;
  private final HttpServerResponse response;
  private Buffer waiting = Buffer.buffer(BLOCK);

  ResponseStream(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    waiting.appendBytes(bytes, offset, length);
    if (waiting.length() >= BLOCK) flush();
  }

  @Override
  public void flush() throws IOException {
    if (waiting.length() == 0) return;
    Buffer block = waiting;
    waiting = Buffer.buffer(BLOCK);
    try {
      response.write(block).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IOException("the reader of the stream is gone", e);
    }
  }
}
