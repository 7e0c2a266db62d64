package io.jorch.cli.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One request.
///
/// @param target path and query, already encoded
/// @param body sent with a Content-Length when its size is known, else chunked
/// @param upgrade protocol to switch to, or empty
public record Request(String method, String target, Optional<Body> body, Optional<String> upgrade) {
  /// Where a body's bytes come from.
  ///
  /// @param length in bytes; -1 when not known before its end
  public record Body(String contentType, InputStream bytes, long length) {
    public static Body json(byte[] bytes) {
      return new Body("application/json", new java.io.ByteArrayInputStream(bytes), bytes.length);
    }
  }

  public static Request of(String method, String target) {
    return new Request(method, target, Optional.empty(), Optional.empty());
  }

  public Request with(Body value) {
    return new Request(method, target, Optional.of(value), upgrade);
  }

  public Request upgrading(String protocol) {
    return new Request(method, target, body, Optional.of(protocol));
  }

  /// Request line and headers (RFC 9112, sections 3 and 5).
  byte[] head() {
    StringBuilder text = new StringBuilder(160);
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: jorch\r\n");
    text.append("Connection: ").append(upgrade.isPresent() ? "Upgrade" : "close").append("\r\n");
    upgrade.ifPresent(protocol -> text.append("Upgrade: ").append(protocol).append("\r\n"));
    body.ifPresent(value -> describe(text, value));
    if (body.isEmpty() && !method.equals("GET")) text.append("Content-Length: 0\r\n");
    return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void describe(StringBuilder text, Body body) {
    text.append("Content-Type: ").append(body.contentType()).append("\r\n");
    if (body.length() >= 0) text.append("Content-Length: ").append(body.length()).append("\r\n");
    else text.append("Transfer-Encoding: chunked\r\n");
  }
}
