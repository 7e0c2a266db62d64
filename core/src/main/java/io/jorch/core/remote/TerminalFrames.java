package io.jorch.core.remote;

import io.jorch.core.node.Terminal;
import io.jorch.core.node.Terminal.Input;
import io.jorch.core.node.Terminal.Stream;
import io.jorch.core.remote.Frame.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a terminal takes and gives, as frames.
final class TerminalFrames {
  private TerminalFrames() {}

  /// Sends what the caller does. Of a call that has ended, nobody wants to know it.
  static void send(Link link, int slot, Input input) {
    try {
      switch (input) {
        case Input.Data data -> sendData(link, slot, data.bytes());
        case Input.Eof _ -> link.send(Kind.END, slot, new byte[0]);
        case Input.Resize size ->
            link.send(Kind.RESIZE, slot, numbers(size.columns(), size.rows()));
        case Input.Signal signal -> link.send(Kind.SIGNAL, slot, numbers(signal.number()));
        case Input.HangUp _ -> link.send(Kind.HANG_UP, slot, new byte[0]);
      }
    } catch (IOException e) {
      // the call has ended
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sendData(Link link, int slot, ByteBuffer bytes)
      throws IOException, InterruptedException {
    while (bytes.hasRemaining()) {
      byte[] part = new byte[Math.min(bytes.remaining(), Frame.LONGEST)];
      bytes.get(part);
      link.send(Kind.DATA, slot, part);
    }
  }

  private static byte[] numbers(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
    for (int each : numbers) bytes.putInt(each);
    return bytes.array();
  }

  static Input input(Frame frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(frame.payload());
    if (bytes.remaining()
        < (frame.kind() == Kind.RESIZE ? 8 : frame.kind() == Kind.SIGNAL ? 4 : 0)) {
      throw new IOException("a message of a terminal was too short; versions differ");
    }
    return switch (frame.kind()) {
      case DATA -> new Input.Data(bytes);
      case RESIZE -> new Input.Resize(bytes.getInt(), bytes.getInt());
      case SIGNAL -> new Input.Signal(bytes.getInt());
      case HANG_UP -> new Input.HangUp();
      default -> new Input.Eof();
    };
  }

  /// Hands output to the caller's terminal.
  static void output(Terminal terminal, Frame frame) throws IOException {
    Stream stream = frame.kind() == Kind.STDERR ? Stream.STDERR : Stream.STDOUT;
    terminal.output(stream, frame.payload(), 0, frame.payload().length);
  }

  static Kind kind(Stream stream) {
    return switch (stream) {
      case STDOUT -> Kind.STDOUT;
      case STDERR -> Kind.STDERR;
    };
  }
}
