package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads frames, with the parts of a long value put together.
final class FrameReader {
  private final DataInputStream in;
  private final Runnable heard;

  /// @param heard called for each part that came
  FrameReader(InputStream in, Runnable heard) {
    this.in = new DataInputStream(new BufferedInputStream(in, 16 * 1024));
    this.heard = heard;
  }

  Frame next() throws IOException {
    int first = in.readUnsignedByte();
    int slot = in.readUnsignedByte();
    Kind kind = Kind.of(first & ~Frame.MORE);
    byte[] payload = payload();
    if ((first & Frame.MORE) == 0) return new Frame(kind, slot, payload);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(4 * Frame.LONGEST);
    whole.write(payload);
    for (boolean more = true; more; ) {
      more = (in.readUnsignedByte() & Frame.MORE) != 0;
      in.readUnsignedByte();
      whole.write(payload());
      if (whole.size() > Frame.LONGEST_VALUE) throw tooLong();
    }
    return new Frame(kind, slot, whole.toByteArray());
  }

  private byte[] payload() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > Frame.LONGEST) {
      throw new IOException("a message of " + length + " bytes came; versions differ");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) throw new java.io.EOFException();
    heard.run();
    return payload;
  }

  static IOException tooLong() {
    return new IOException(
        "a value of more than "
            + (Frame.LONGEST_VALUE >> 20)
            + " MiB does not travel; ask for less at once");
  }
}
