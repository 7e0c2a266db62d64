package io.jorch.agent.network.dns;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// DNS messages on a TCP connection that does not block: two bytes of length before each (RFC 1035
/// section 4.2.2).
final class Frames {
  private final SocketChannel channel;
  private final ByteBuffer length = ByteBuffer.allocate(2);
  private Optional<ByteBuffer> message = Optional.empty();
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();

  Frames(SocketChannel channel) {
    this.channel = channel;
  }

  /// A whole message, or empty when more must arrive first; throws EOFException at the end.
  Optional<ByteBuffer> read() throws IOException {
    if (message.isEmpty()) {
      if (!fill(length)) return Optional.empty();
      message = Optional.of(ByteBuffer.allocate(Short.toUnsignedInt(length.getShort(0))));
    }
    if (!fill(message.get())) return Optional.empty();
    Optional<ByteBuffer> whole = message.map(ByteBuffer::flip);
    message = Optional.empty();
    length.clear();
    return whole;
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer);
      if (got < 0) throw new EOFException("the connection ended");
      if (got == 0) return false;
    }
    return true;
  }

  void queue(ByteBuffer whole) {
    ByteBuffer framed = ByteBuffer.allocate(2 + whole.remaining());
    outgoing.add(framed.putShort((short) whole.remaining()).put(whole).flip());
  }

  /// Writes what the connection takes; true when nothing is left.
  boolean flush() throws IOException {
    for (ByteBuffer next = outgoing.peek(); next != null; next = outgoing.peek()) {
      channel.write(next);
      if (next.hasRemaining()) return false;
      outgoing.remove();
    }
    return true;
  }
}
