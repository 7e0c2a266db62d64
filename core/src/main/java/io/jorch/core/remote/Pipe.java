package io.jorch.core.remote;

import java.io.IOException;
import java.io.InputStream;

/// From a stream to the other side.
final class Pipe {
  private Pipe() {}

  /// Copies to the end; a stream that cannot be read to its end is told the other side as such.
  static void copy(InputStream from, SentStream to) throws IOException {
    byte[] buffer = new byte[Frame.LONGEST];
    for (int n = read(from, buffer, to); n >= 0; n = read(from, buffer, to)) {
      to.write(buffer, 0, n);
    }
    to.close();
  }

  private static int read(InputStream from, byte[] buffer, SentStream to) throws IOException {
    try {
      return from.read(buffer);
    } catch (IOException | RuntimeException e) {
      to.fail(String.valueOf(e.getMessage()));
      return -1;
    }
  }
}
