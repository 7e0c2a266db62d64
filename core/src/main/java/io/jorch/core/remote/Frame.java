package io.jorch.core.remote;

import java.io.IOException;

/// One message on a call's stream: kind (1 byte), slot (1 byte), length of the payload (4 bytes,
/// big endian), payload. The slot is the place of a parameter in the method, or [#RESULT].
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied too often as a list
record Frame(Kind kind, int slot, byte[] payload) {
  /// Longest payload of one frame on the wire; longer values travel in parts.
  static final int LONGEST = 64 * 1024;

  /// Longest value made of parts.
  static final int LONGEST_VALUE = 64 << 20;

  static final int RESULT = 255;
  static final int HEADER = 6;

  /// Set in the kind of a part that others follow.
  static final int MORE = 0x80;

  /// What a frame is. Codes never change their meaning.
  enum Kind {
    CALL(1, false),
    ARGUMENT(2, false),
    VALUE(3, false),
    ERROR(4, false),
    /// The result is a stream, whose bytes follow.
    STREAM(5, false),
    CREDIT(6, false),
    PULSE(7, false),
    ITEM(16, true),
    DATA(17, true),
    END(18, true),
    /// A stream ended before its end; the payload says why.
    BROKEN(19, true),
    STDOUT(20, true),
    STDERR(21, true),
    RESIZE(22, true),
    SIGNAL(23, true),
    HANG_UP(24, true);

    private final int code;
    private final boolean paid;

    Kind(int code, boolean paid) {
      this.code = code;
      this.paid = paid;
    }

    int code() {
      return code;
    }

    /// Whether it waits for the receiver's credit.
    boolean paid() {
      return paid;
    }

    static Kind of(int code) throws IOException {
      for (Kind each : values()) if (each.code == code) return each;
      throw new IOException("a message of unknown kind " + code + " came; versions differ");
    }
  }

  /// What it takes of the credit: what it holds of memory, roughly.
  int cost() {
    return payload.length + 32;
  }
}
