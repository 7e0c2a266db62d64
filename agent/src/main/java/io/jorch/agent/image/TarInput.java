package io.jorch.agent.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Reads a tar, extended attributes included. The library turns every PAX value into text, which
/// destroys binary ones such as file capabilities, so the bytes of PAX headers are kept as they
/// pass by.
public final class TarInput extends TarArchiveInputStream {
  private static final String XATTR = "SCHILY.xattr.";
  private static final int TYPE_FLAG = 156;
  private final ByteArrayOutputStream pax = new ByteArrayOutputStream();
  private boolean inPaxHeader;
  private int depth;

  public TarInput(InputStream in) {
    super(in, 10240, 512, "UTF-8");
  }

  @Override
  public TarArchiveEntry getNextEntry() throws IOException {
    // The library calls this again for the entry behind a PAX header.
    if (depth == 0) {
      pax.reset();
      inPaxHeader = false;
    }
    depth++;
    try {
      return super.getNextEntry();
    } finally {
      depth--;
    }
  }

  @Override
  protected byte[] readRecord() throws IOException {
    byte[] record = super.readRecord();
    boolean wasPax = inPaxHeader;
    inPaxHeader =
        record != null
            && record.length > TYPE_FLAG
            && record[TYPE_FLAG] == TarConstants.LF_PAX_EXTENDED_HEADER_LC;
    if (inPaxHeader && !wasPax) pax.reset();
    return record;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (inPaxHeader && n > 0) pax.write(buffer, offset, n);
    return n;
  }

  /// The extended attributes of the current entry.
  Map<String, byte[]> xattrs() throws ImageException {
    Map<String, byte[]> found = new TreeMap<>();
    byte[] all = pax.toByteArray();
    int at = 0;
    while (at < all.length && all[at] != 0) at = record(all, at, found);
    return found;
  }

  /// One record is `<length in decimal> <key>=<value>\n`, the length counting all of it.
  private static int record(byte[] all, int start, Map<String, byte[]> found)
      throws ImageException {
    int length = 0;
    int at = start;
    while (at < all.length && all[at] >= '0' && all[at] <= '9' && length < all.length) {
      length = length * 10 + all[at++] - '0';
    }
    int end = start + length;
    if (at >= all.length || all[at] != ' ' || end > all.length || end <= at + 1) {
      throw new ImageException("read a layer: damaged PAX header");
    }
    int equals = at + 1;
    while (equals < end && all[equals] != '=') equals++;
    String key = new String(all, at + 1, equals - at - 1, StandardCharsets.UTF_8);
    if (key.startsWith(XATTR) && equals < end - 1) {
      byte[] value = java.util.Arrays.copyOfRange(all, equals + 1, end - 1);
      found.put(key.substring(XATTR.length()), value);
    }
    return end;
  }
}
