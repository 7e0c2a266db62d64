package io.jorch.core.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads what [TarOutput] writes, entry by entry.
public final class TarReader {
  private static final int RECORD = 512;
  private static final int LARGEST_PAX = 1 << 20;
  private final InputStream in;
  private long left;
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /// The next header; empty at the archive's end. Content that was not read is passed over.
  public Optional<TarOutput.Header> next() throws IOException {
    in.skipNBytes(left + padding);
    byte[] block = block();
    Map<String, String> pax = Map.of();
    if (block[156] == 'x') {
      byte[] body = in.readNBytes(size(block));
      if (body.length < size(block)) throw cut();
      pax = records(body);
      in.skipNBytes(rest(size(block)));
      block = block();
    }
    if (block[0] == 0) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    }
    TarOutput.Header header = header(block, pax);
    left = header.size();
    padding = rest(left);
    return Optional.of(header);
  }

  /// Hands over the present entry's content.
  public void copyTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) throw cut();
      left -= count;
      out.write(buffer, 0, count);
    }
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(RECORD);
    if (block.length < RECORD) throw cut();
    return block;
  }

  private static EOFException cut() {
    return new EOFException("the archive ends in the middle");
  }

  private static int size(byte[] block) throws IOException {
    long size = octal(block, 124, 12);
    if (size > LARGEST_PAX) throw new IOException("the archive has a header of " + size + " bytes");
    return (int) size;
  }

  private static long rest(long size) {
    return (RECORD - size % RECORD) % RECORD;
  }

  private static TarOutput.Header header(byte[] block, Map<String, String> pax) throws IOException {
    return new TarOutput.Header(
        (char) block[156],
        pax.getOrDefault("path", text(block, 0, 100)),
        pax.getOrDefault("linkpath", text(block, 157, 100)),
        (int) octal(block, 100, 8),
        number(pax, "uid", octal(block, 108, 8)),
        number(pax, "gid", octal(block, 116, 8)),
        number(pax, "size", octal(block, 124, 12)),
        number(pax, "mtime", octal(block, 136, 12)),
        (int) octal(block, 329, 8),
        (int) octal(block, 337, 8),
        Map.of());
  }

  private static long number(Map<String, String> pax, String key, long otherwise)
      throws IOException {
    String text = pax.get(key);
    if (text == null) return otherwise;
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw damaged();
    }
  }

  /// Each is `<length in decimal> <key>=<value>\n`, the length counting all of it.
  private static Map<String, String> records(byte[] all) throws IOException {
    Map<String, String> found = new HashMap<>();
    int at = 0;
    while (at < all.length) {
      int length = 0;
      int digit = at;
      while (digit < all.length && all[digit] != ' ') length = length * 10 + all[digit++] - '0';
      int end = at + length;
      if (length <= 0 || end > all.length || end <= digit + 1) throw damaged();
      String entry = new String(all, digit + 1, end - digit - 2, StandardCharsets.UTF_8);
      int equals = entry.indexOf('=');
      if (equals < 0) throw damaged();
      found.put(entry.substring(0, equals), entry.substring(equals + 1));
      at = end;
    }
    return found;
  }

  private static IOException damaged() {
    return new IOException("the archive has a damaged header");
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) end++;
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] block, int at, int length) throws IOException {
    long value = 0;
    for (int i = at; i < at + length && block[i] != 0 && block[i] != ' '; i++) {
      if (block[i] < '0' || block[i] > '7') throw damaged();
      value = value * 8 + block[i] - '0';
    }
    return value;
  }
}
