package io.jorch.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Takes the chunks of a body apart (RFC 9112, section 7.1). Hands out what has arrived without
/// waiting for a whole chunk, so that lines of a stream appear when they are sent.
final class ChunkedBody extends InputStream {
  private static final String ERROR = "Error:";
  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (!more()) return -1;
    int b = in.read();
    if (b < 0) throw cut();
    left--;
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    if (!more()) return -1;
    int count = in.read(target, offset, (int) Math.min(length, left));
    if (count < 0) throw cut();
    left -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean more() throws IOException {
    if (left > 0) return true;
    if (ended) return false;
    if (!first && !Head.line(in).isEmpty())
      throw new ProtocolException("a chunk is longer than said");
    first = false;
    left = size(Head.line(in));
    if (left > 0) return true;
    ended = true;
    readTrailers();
    return false;
  }

  /// Only an `Error` matters, which says why there is no more.
  private void readTrailers() throws IOException {
    for (String line = Head.line(in); !line.isEmpty(); line = Head.line(in)) {
      if (line.regionMatches(true, 0, ERROR, 0, ERROR.length()))
        throw new BrokenOff(
            URLDecoder.decode(line.substring(ERROR.length()).strip(), StandardCharsets.UTF_8));
    }
  }

  private static long size(String line) throws ProtocolException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}"))
      throw new ProtocolException("a chunk has a broken size: '" + line + "'");
    return Long.parseLong(digits, 16);
  }

  private static EOFException cut() {
    return new EOFException("the connection ended in the middle of a chunk");
  }
}
