package io.jorch.manager.api;

import io.jorch.core.node.CommandException;
import io.jorch.core.node.Terminal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Turns a request into a two-way connection of frames for an interactive command, and ends it with
/// the command's exit code or the reason why there is none.
final class Upgrade {
  private Upgrade() {}

  /// Runs the command until it ends and gives its exit code.
  @FunctionalInterface
  interface Command<T> {
    int run(T request, Terminal terminal) throws IOException;
  }

  static <T> void serve(Exchange exchange, Class<T> type, Command<T> command) {
    Bodies.read(
        exchange,
        type,
        body ->
            exchange
                .request()
                .toNetSocket()
                .onSuccess(socket -> start(socket, body, command))
                .onFailure(exchange::fail));
  }

  private static <T> void start(NetSocket socket, T body, Command<T> command) {
    FrameTerminal terminal = new FrameTerminal(socket);
    Thread.ofVirtual().name("command").start(() -> run(socket, terminal, body, command));
  }

  private static <T> void run(
      NetSocket socket, FrameTerminal terminal, T body, Command<T> command) {
    Buffer last;
    try {
      last = Frames.exit(command.run(body, terminal));
    } catch (CommandException e) {
      last = Frames.error(e.exitCode(), String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      last = Frames.error(CommandException.CANNOT_RUN, String.valueOf(e.getMessage()));
    }
    socket.end(last);
  }

  /// The frames a server sends, as laid down in the package's contract.
  static final class Frames {
    static final int STDIN = 0;
    static final int EOF = 1;
    static final int RESIZE = 2;
    static final int SIGNAL = 3;
    static final int STDOUT = 16;
    static final int STDERR = 17;
    private static final int EXIT = 18;
    private static final int ERROR = 19;

    private Frames() {}

    static Buffer data(int type, byte[] bytes, int offset, int length) {
      return Buffer.buffer(length + 5)
          .appendByte((byte) type)
          .appendInt(length)
          .appendBytes(bytes, offset, length);
    }

    static Buffer exit(int code) {
      return Buffer.buffer().appendByte((byte) EXIT).appendInt(4).appendInt(code);
    }

    static Buffer error(int code, String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return Buffer.buffer()
          .appendByte((byte) ERROR)
          .appendInt(utf8.length + 1)
          .appendByte((byte) code)
          .appendBytes(utf8);
    }
  }
}
