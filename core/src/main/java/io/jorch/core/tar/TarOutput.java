package io.jorch.core.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Writes tar entries whose bytes depend on nothing but the arguments. Our own thirty lines of
/// format, because the digest of a built layer is made of these bytes: they must not change with
/// the version of a library, and PAX values must be able to hold binary attributes.
public final class TarOutput {
  private static final int RECORD = 512;
  private static final byte[] ZEROS = new byte[RECORD];
  private static final long OCTAL_11 = 0777_7777_7777L;
  private static final int OCTAL_7 = 0777_7777;
  private final OutputStream out;

  public TarOutput(OutputStream out) {
    this.out = out;
  }

  /// One header: `type` is tar's type flag; directories' names end in `/`.
  public record Header(
      char type,
      String name,
      String link,
      int mode,
      long uid,
      long gid,
      long size,
      long seconds,
      int major,
      int minor,
      Map<String, byte[]> xattrs) {
    public static Header file(String name, long size) {
      return new Header('0', name, "", 0644, 0, 0, size, 0, 0, 0, Map.of());
    }
  }

  /// Writes a header; `size` bytes by [#content] must follow when it is not zero.
  public void header(Header h) throws IOException {
    Map<String, byte[]> pax = pax(h);
    if (!pax.isEmpty()) {
      byte[] body = records(pax);
      Header x = new Header('x', "pax", "", 0644, 0, 0, body.length, 0, 0, 0, Map.of());
      out.write(block(x));
      out.write(body);
      pad(body.length);
    }
    out.write(block(h));
  }

  /// Copies exactly `size` bytes; a file that shrinks or grows meanwhile is an error.
  public void content(String name, InputStream in, long size) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(size, 1), 128 * 1024)];
    long left = size;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) throw new IOException("archive '" + name + "': it shrank while being read");
      out.write(buffer, 0, n);
      left -= n;
    }
    pad(size);
  }

  public void finish() throws IOException {
    out.write(ZEROS);
    out.write(ZEROS);
  }

  private void pad(long size) throws IOException {
    int rest = (int) (size % RECORD);
    if (rest != 0) out.write(ZEROS, 0, RECORD - rest);
  }

  /// What the plain header cannot say.
  private static Map<String, byte[]> pax(Header h) {
    Map<String, byte[]> pax = new TreeMap<>();
    byte[] name = utf8(h.name);
    if (name.length > 100 || !ascii(name)) pax.put("path", name);
    byte[] link = utf8(h.link);
    if (link.length > 100 || !ascii(link)) pax.put("linkpath", link);
    if (h.size > OCTAL_11) pax.put("size", utf8(Long.toString(h.size)));
    if (h.uid > OCTAL_7) pax.put("uid", utf8(Long.toString(h.uid)));
    if (h.gid > OCTAL_7) pax.put("gid", utf8(Long.toString(h.gid)));
    if (h.seconds < 0 || h.seconds > OCTAL_11) pax.put("mtime", utf8(Long.toString(h.seconds)));
    h.xattrs.forEach((key, value) -> pax.put("SCHILY.xattr." + key, value));
    return pax;
  }

  private static byte[] records(Map<String, byte[]> pax) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    pax.forEach(
        (key, value) -> {
          int rest = utf8(key).length + value.length + 3;
          int length = rest + Integer.toString(rest).length();
          if (Integer.toString(length).length() > Integer.toString(rest).length()) length++;
          body.writeBytes(utf8(length + " " + key + "="));
          body.writeBytes(value);
          body.write('\n');
        });
    return body.toByteArray();
  }

  private static byte[] block(Header h) {
    byte[] b = new byte[RECORD];
    text(b, 0, 100, h.name);
    octal(b, 100, 8, h.mode);
    octal(b, 108, 8, h.uid > OCTAL_7 ? 0 : h.uid);
    octal(b, 116, 8, h.gid > OCTAL_7 ? 0 : h.gid);
    octal(b, 124, 12, h.size > OCTAL_11 ? 0 : h.size);
    octal(b, 136, 12, h.seconds < 0 || h.seconds > OCTAL_11 ? 0 : h.seconds);
    Arrays.fill(b, 148, 156, (byte) ' ');
    b[156] = (byte) h.type;
    text(b, 157, 100, h.link);
    text(b, 257, 8, "ustar\00000");
    octal(b, 329, 8, h.major);
    octal(b, 337, 8, h.minor);
    int sum = 0;
    for (byte each : b) sum += each & 0xff;
    octal(b, 148, 7, sum);
    return b;
  }

  private static void text(byte[] block, int at, int length, String text) {
    byte[] bytes = utf8(text);
    System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, length));
  }

  private static void octal(byte[] block, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    int from = at + length - 1 - digits.length();
    Arrays.fill(block, at, from, (byte) '0');
    text(block, from, digits.length(), digits);
    block[at + length - 1] = 0;
  }

  private static boolean ascii(byte[] bytes) {
    for (byte b : bytes) if (b < 0) return false;
    return true;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
