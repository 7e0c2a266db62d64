package io.jorch.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/// What lstat(2) tells about a path. `mode` holds the type bits too.
public record FileStat(
    int mode, int uid, int gid, long size, FileTime modified, long inode, int links, long device) {
  public static final int TYPE = 0170000;
  public static final int DIRECTORY = 0040000;
  public static final int REGULAR = 0100000;
  public static final int LINK = 0120000;
  public static final int CHARACTER = 0020000;
  public static final int BLOCK = 0060000;
  public static final int FIFO = 0010000;
  private static final String NAMES = "unix:mode,uid,gid,size,lastModifiedTime,ino,nlink,rdev";

  public static FileStat of(Path path) throws IOException {
    return of(path, LinkOption.NOFOLLOW_LINKS);
  }

  /// As stat(2) tells, links followed.
  public static FileStat followed(Path path) throws IOException {
    return of(path, new LinkOption[0]);
  }

  private static FileStat of(Path path, LinkOption... options) throws IOException {
    Map<String, Object> a = Files.readAttributes(path, NAMES, options);
    return new FileStat(
        number(a, "mode").intValue(),
        number(a, "uid").intValue(),
        number(a, "gid").intValue(),
        number(a, "size").longValue(),
        (FileTime) value(a, "lastModifiedTime"),
        number(a, "ino").longValue(),
        number(a, "nlink").intValue(),
        number(a, "rdev").longValue());
  }

  /// Empty when nothing is there.
  public static Optional<FileStat> find(Path path) throws IOException {
    try {
      return Optional.of(of(path));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (java.nio.file.FileSystemException e) {
      if (String.valueOf(e.getReason()).equals("Not a directory")) return Optional.empty();
      throw e;
    }
  }

  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /// overlayfs says "removed here" with a character device 0:0.
  public boolean isWhiteout() {
    return (mode & TYPE) == CHARACTER && device == 0;
  }

  public int permissions() {
    return mode & 07777;
  }

  public int major() {
    return (int) (((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL));
  }

  public int minor() {
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
