package io.jorch.manager.api;

import io.jorch.core.node.Terminal;
import io.jorch.manager.api.Upgrade.Frames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A caller at the other end of an upgraded connection. Input is handed over by one virtual thread,
/// so that a process that does not read its input holds up nothing else; the connection is paused
/// while much is waiting.
final class FrameTerminal implements Terminal {
  private static final int MUCH = 64;
  private final NetSocket socket;
  private final LinkedBlockingQueue<Input> waiting = new LinkedBlockingQueue<>();
  private Buffer unread = Buffer.buffer();

  FrameTerminal(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::receive);
    socket.closeHandler(gone -> waiting.add(new Input.HangUp()));
    socket.exceptionHandler(error -> waiting.add(new Input.HangUp()));
  }

  @Override
  public void output(Stream stream, byte[] bytes, int offset, int length) throws IOException {
    int type =
        switch (stream) {
          case STDOUT -> Frames.STDOUT;
          case STDERR -> Frames.STDERR;
        };
    try {
      socket
          .write(Frames.data(type, bytes, offset, length))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IOException("the caller of the command is gone", e);
    }
  }

  @Override
  public void onInput(Consumer<Input> handler) {
    Thread.ofVirtual().name("command-input").start(() -> deliver(handler));
  }

  private void deliver(Consumer<Input> handler) {
    try {
      Input next;
      do {
        next = waiting.take();
        if (waiting.size() < MUCH / 2) socket.resume();
        handler.accept(next);
      } while (!(next instanceof Input.HangUp));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(Buffer chunk) {
    unread.appendBuffer(chunk);
    int position = 0;
    while (unread.length() - position >= 5) {
      int length = unread.getInt(position + 1);
      if (length < 0 || length > 1 << 20) {
        socket.close();
        return;
      }
      if (unread.length() - position - 5 < length) break;
      take(unread.getByte(position), unread.getBytes(position + 5, position + 5 + length));
      position += 5 + length;
    }
    unread = unread.getBuffer(position, unread.length());
    if (waiting.size() > MUCH) socket.pause();
  }

  private void take(int type, byte[] payload) {
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    switch (type) {
      case Frames.STDIN -> waiting.add(new Input.Data(bytes));
      case Frames.EOF -> waiting.add(new Input.Eof());
      case Frames.RESIZE -> waiting.add(new Input.Resize(bytes.getChar(), bytes.getChar()));
      case Frames.SIGNAL -> waiting.add(new Input.Signal(bytes.get()));
      default -> socket.close();
    }
  }
}
