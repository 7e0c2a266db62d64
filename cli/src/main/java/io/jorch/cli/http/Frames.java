package io.jorch.cli.http;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Frames of an upgraded connection: one byte type, four bytes big-endian length, payload. One
/// thread reads; any thread may send.
public final class Frames {
  /// Longest payload in bytes, either way.
  public static final int LONGEST = 64 * 1024;

  /// One frame. Not a record: those compare arrays by identity.
  public static final class Frame {
    private final int type;
    private final byte[] payload;

    Frame(int type, byte[] payload) {
      this.type = type;
      this.payload = payload;
    }

    public int type() {
      return type;
    }

    public byte[] payload() {
      return payload;
    }
  }

  /// Where bytes go; all of them, before it returns.
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final InputStream connection;
  private final DataInputStream in;
  private final Sink out;
  private final ReentrantLock sending = new ReentrantLock();

  Frames(InputStream in, Sink out) {
    this.connection = in;
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /// The next frame; empty when the connection ended between two frames.
  public Optional<Frame> next() throws IOException {
    int type = in.read();
    if (type < 0) return Optional.empty();
    int length = in.readInt();
    if (length < 0 || length > LONGEST)
      throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes came");
    byte[] payload = new byte[length];
    try {
      in.readFully(payload);
    } catch (EOFException e) {
      throw new EOFException("the connection ended in the middle of a frame");
    }
    return Optional.of(new Frame(type, payload));
  }

  /// Sends `length` bytes as one frame, or as several of the same type when they are too many.
  public void send(int type, byte[] payload, int offset, int length) throws IOException {
    int from = offset;
    do {
      int count = Math.min(LONGEST, offset + length - from);
      ByteBuffer frame = ByteBuffer.allocate(5 + count);
      frame.put((byte) type).putInt(count).put(payload, from, count).flip();
      sending.lock();
      try {
        out.write(frame);
      } finally {
        sending.unlock();
      }
      from += count;
    } while (from < offset + length);
  }

  /// Ends the connection; whoever waits for a frame gets an [IOException]. From any thread.
  public void close() throws IOException {
    connection.close();
  }

  public void send(int type, byte[] payload) throws IOException {
    send(type, payload, 0, payload.length);
  }
}
