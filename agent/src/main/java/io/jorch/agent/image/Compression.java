package io.jorch.agent.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// Compression of layers and archives, told by the first bytes: media types are often wrong, and
/// files have none.
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  private static final int BUFFER = 128 * 1024;

  /// What the stream starts with; it must support mark and is left where it was.
  static Compression of(InputStream in) throws IOException {
    in.mark(6);
    byte[] h = in.readNBytes(6);
    in.reset();
    if (starts(h, 0x1f, 0x8b)) return GZIP;
    if (starts(h, 0x28, 0xb5, 0x2f, 0xfd)) return ZSTD;
    if (starts(h, 'B', 'Z', 'h')) return BZIP2;
    if (starts(h, 0xfd, '7', 'z', 'X', 'Z', 0)) return XZ;
    return NONE;
  }

  /// The uncompressed bytes of a stream compressed in any known way, or not at all.
  public static InputStream expand(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    return switch (of(buffered)) {
      case NONE -> buffered;
      case GZIP -> new GZIPInputStream(buffered, BUFFER);
      case ZSTD -> new ZstdInputStream(buffered);
      case BZIP2 -> new BZip2CompressorInputStream(buffered, true);
      case XZ -> throw unsupported("xz");
    };
  }

  /// What OCI media types of layers end with.
  String suffix() {
    return switch (this) {
      case NONE -> "";
      case GZIP -> "+gzip";
      case ZSTD -> "+zstd";
      case BZIP2 -> "+bzip2";
      case XZ -> "+xz";
    };
  }

  private static ImageException unsupported(String name) {
    return new ImageException(
        "this archive is compressed with " + name + "; use gzip, zstd or no compression");
  }

  private static boolean starts(byte[] head, int... magic) {
    if (head.length < magic.length) return false;
    for (int i = 0; i < magic.length; i++) if ((head[i] & 0xff) != magic[i]) return false;
    return true;
  }
}
