package io.jorch.core.mesh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What travels inside TLS: one byte of kind, three of length, the content.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(Kind kind, byte[] content) {
  /// With its header exactly one TLS record.
  static final int LONGEST = 16_384 - 4;

  private static final int HEADER = 4;
  private static final int LONGEST_TEXT = 4000;
  private static final String FOREIGN = "what arrives is not jorch's protocol";

  enum Kind {
    /// From who opens: the protocol's version and the service's name.
    HELLO(1),
    /// The service is served.
    ACCEPT(2),
    /// It is not; the content says why.
    REFUSE(3),
    DATA(4),
    /// So many more bytes may be sent; four bytes, big endian.
    CREDIT(5),
    /// Nothing but a sign of life.
    PULSE(6),
    /// The sender's side is complete.
    END(7),
    /// The sender reads no more; the receiver need not send more.
    STOP(8),
    /// The sender's side failed and will not be complete; the content says why.
    FAIL(9);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) throws IOException {
      return Arrays.stream(values())
          .filter(kind -> kind.code == code)
          .findFirst()
          .orElseThrow(() -> new IOException(FOREIGN));
    }
  }

  static Frame of(Kind kind) {
    return new Frame(kind, new byte[0]);
  }

  static Frame of(Kind kind, String text) {
    String sentence = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    return new Frame(kind, sentence.getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    byte[] all = new byte[HEADER + content.length];
    all[0] = (byte) kind.code;
    all[1] = (byte) (content.length >>> 16);
    all[2] = (byte) (content.length >>> 8);
    all[3] = (byte) content.length;
    System.arraycopy(content, 0, all, HEADER, content.length);
    return all;
  }

  /// Empty at the end of the bytes, when that falls between two frames.
  static Optional<Frame> read(InputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (header.length < HEADER) {
      throw new EOFException("the bytes end within a frame");
    }
    int length = (header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | (header[3] & 0xff);
    Kind kind = Kind.of(header[0]);
    if (length > LONGEST) {
      throw new IOException(FOREIGN);
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the bytes end within a frame");
    }
    return Optional.of(new Frame(kind, content));
  }
}
