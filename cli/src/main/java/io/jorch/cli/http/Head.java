package io.jorch.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Status line and headers of an answer (RFC 9112, section 4). Header names in any case.
record Head(int status, Map<String, String> headers) {
  private static final int LONGEST_LINE = 64 * 1024;

  static Head read(InputStream in) throws IOException {
    String line = line(in);
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?"))
      throw new ProtocolException("the answer does not begin like HTTP: '" + line + "'");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      int colon = field.indexOf(':');
      if (colon < 1) throw new ProtocolException("the answer has a broken header: '" + field + "'");
      String value = field.substring(colon + 1).strip();
      headers.merge(field.substring(0, colon), value, (a, b) -> a + ", " + b);
    }
    return new Head(Integer.parseInt(line.substring(9, 12)), headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The body as these headers frame it (RFC 9112, section 6.3).
  InputStream body(InputStream connection) throws IOException {
    if (status == 204 || status == 304 || status / 100 == 1) return InputStream.nullInputStream();
    if (header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked"))
      return new ChunkedBody(connection);
    Optional<String> length = header("Content-Length");
    if (length.isEmpty()) return connection;
    try {
      return new SizedBody(connection, Long.parseLong(length.get()));
    } catch (NumberFormatException e) {
      throw new ProtocolException("the answer has a broken Content-Length: '" + length.get() + "'");
    }
  }

  /// One line without its CR LF; a bare LF ends it too.
  static String line(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) throw new EOFException("the connection ended in the middle of an answer");
      if (bytes.size() > LONGEST_LINE)
        throw new ProtocolException("a line of the answer is too long");
      bytes.write(b);
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
