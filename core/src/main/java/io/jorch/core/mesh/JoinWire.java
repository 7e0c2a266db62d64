package io.jorch.core.mesh;

import io.jorch.core.trust.TrustRoots;
import io.jorch.core.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What joining and renewing look like on the wire: one JSON object each way, to the end.
final class JoinWire {
  /// A roster of thousands of nodes fits.
  private static final int LONGEST_REPLY = 16 * 1024 * 1024;

  private static final int LONGEST_ASK = 16 * 1024;

  private JoinWire() {}

  /// What is asked for.
  ///
  /// @param secret empty when the certificate says who asks
  /// @param key X.509 form in base64
  record Ask(String secret, String node, String key, String hostname, String advertised) {}

  sealed interface Reply {
    /// The certificate and what goes with it.
    ///
    /// @param chain PEM
    record Admitted(String chain, TrustRoots trust, String roster) implements Reply {}

    record Refused(String reason) implements Reply {}
  }

  static byte[] bytes(Ask ask) {
    return Wire.bytes(Ask.class, ask);
  }

  static byte[] bytes(Reply reply) {
    return Wire.bytes(Reply.class, reply);
  }

  static Ask ask(InputStream in) throws IOException {
    return read(Ask.class, in, LONGEST_ASK);
  }

  static Reply reply(InputStream in) throws IOException {
    return read(Reply.class, in, LONGEST_REPLY);
  }

  private static <T> T read(Class<T> type, InputStream in, int longest) throws IOException {
    byte[] bytes = in.readNBytes(longest + 1);
    if (bytes.length > longest) {
      throw new IOException("more than " + longest + " bytes arrived");
    }
    try {
      return Wire.read(type, new String(bytes, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }
}
