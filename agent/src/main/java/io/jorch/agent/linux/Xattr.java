package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Extended attributes of a path itself, symbolic links not followed, in every namespace
/// (xattr(7)). `java.nio.file` reaches only `user.*`.
public final class Xattr {
  private static final int ENODATA = 61;
  private static final int EOPNOTSUPP = 95;

  private Xattr() {}

  public static void set(Path path, String name, byte[] value) throws LinuxException {
    try {
      LibcFiles.lsetxattr(Inodes.bytes(path), Inodes.bytes(name), value, value.length, 0);
    } catch (LastErrorException e) {
      throw new LinuxException("set attribute " + name + " of " + path, e.getErrorCode());
    }
  }

  /// Empty when there is no such attribute or the file system keeps none.
  public static Optional<byte[]> get(Path path, String name) throws LinuxException {
    byte[] value = new byte[1024];
    try {
      byte[] p = Inodes.bytes(path);
      byte[] n = Inodes.bytes(name);
      long length = LibcFiles.lgetxattr(p, n, value, 0);
      if (length > value.length) value = new byte[(int) length];
      length = LibcFiles.lgetxattr(p, n, value, value.length);
      return Optional.of(Arrays.copyOf(value, (int) length));
    } catch (LastErrorException e) {
      if (absent(e)) return Optional.empty();
      throw new LinuxException("read attribute " + name + " of " + path, e.getErrorCode());
    }
  }

  /// Names in alphabetical order.
  public static List<String> list(Path path) throws LinuxException {
    try {
      byte[] p = Inodes.bytes(path);
      long length = LibcFiles.llistxattr(p, new byte[1], 0);
      if (length == 0) return List.of();
      byte[] names = new byte[(int) length];
      length = LibcFiles.llistxattr(p, names, names.length);
      String text = new String(names, 0, (int) length, StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\0", -1)).filter(n -> !n.isEmpty()).sorted().toList();
    } catch (LastErrorException e) {
      if (absent(e)) return List.of();
      throw new LinuxException("list attributes of " + path, e.getErrorCode());
    }
  }

  /// Removing what is not there is no error.
  public static void remove(Path path, String name) throws LinuxException {
    try {
      LibcFiles.lremovexattr(Inodes.bytes(path), Inodes.bytes(name));
    } catch (LastErrorException e) {
      if (absent(e)) return;
      throw new LinuxException("remove attribute " + name + " of " + path, e.getErrorCode());
    }
  }

  private static boolean absent(LastErrorException e) {
    return e.getErrorCode() == ENODATA || e.getErrorCode() == EOPNOTSUPP;
  }
}
