package io.jorch.cli.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

/// What lstat(2) tells of a path.
///
/// @param key the same for all names of one file
record LocalFile(
    int mode,
    int uid,
    int gid,
    long size,
    FileTime modified,
    List<Object> key,
    int links,
    long device) {
  private static final int TYPE = 0170000;
  private static final String NAMES = "unix:mode,uid,gid,size,lastModifiedTime,dev,ino,nlink,rdev";

  static LocalFile of(Path path) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, NAMES, LinkOption.NOFOLLOW_LINKS);
    return new LocalFile(
        number(a, "mode").intValue(),
        number(a, "uid").intValue(),
        number(a, "gid").intValue(),
        number(a, "size").longValue(),
        (FileTime) value(a, "lastModifiedTime"),
        List.of(value(a, "dev"), value(a, "ino")),
        number(a, "nlink").intValue(),
        number(a, "rdev").longValue());
  }

  /// The tar's letter for what it is; 0 for a socket, which has none.
  char type() {
    return switch (mode & TYPE) {
      case 0100000 -> '0';
      case 0120000 -> '2';
      case 0020000 -> '3';
      case 0060000 -> '4';
      case 0040000 -> '5';
      case 0010000 -> '6';
      default -> 0;
    };
  }

  /// As glibc takes a dev_t apart (gnu_dev_major).
  int major() {
    return (int) (((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL));
  }

  int minor() {
    return (int) ((device & 0xff) | ((device >>> 12) & ~0xffL));
  }

  private static Number number(Map<String, Object> attributes, String name) {
    return (Number) value(attributes, name);
  }

  private static Object value(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) throw new IllegalStateException("no file attribute " + name);
    return value;
  }
}
