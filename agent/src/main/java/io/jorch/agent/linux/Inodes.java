package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/// What a path is made of beyond its bytes: ownership, full mode, times and device nodes. No call
/// but [#chmod] follows a symbolic link in the last component.
public final class Inodes {
  private Inodes() {}

  /// Makes a device node or FIFO; `mode` holds the type bits too (mknod(2)).
  public static void mknod(Path path, int mode, int major, int minor) throws LinuxException {
    call("mknod " + path, () -> LibcFiles.mknod(bytes(path), mode, device(major, minor)));
  }

  public static void lchown(Path path, int uid, int gid) throws LinuxException {
    call("chown " + path, () -> LibcFiles.lchown(bytes(path), uid, gid));
  }

  /// Sets all twelve permission bits; not for symbolic links, which it would follow.
  public static void chmod(Path path, int mode) throws LinuxException {
    call("chmod " + path, () -> LibcFiles.chmod(bytes(path), mode));
  }

  /// Sets modification and access time, of a symbolic link itself too.
  public static void setTime(Path path, Instant time) throws LinuxException {
    long s = time.getEpochSecond();
    long n = time.getNano();
    long[] times = {s, n, s, n};
    int flags = LibcFiles.AT_SYMLINK_NOFOLLOW;
    call(
        "set times of " + path,
        () -> LibcFiles.utimensat(LibcFiles.AT_FDCWD, bytes(path), times, flags));
  }

  /// Writes everything of the file system that holds `path` to disk (syncfs(2)).
  public static void syncFileSystem(Path path) throws LinuxException {
    int fd = Libc.check("open " + path, () -> Libc.open(path.toString(), Libc.O_CLOEXEC, 0));
    try {
      call("sync the file system of " + path, () -> LibcFiles.syncfs(fd));
    } finally {
      call("close " + path, () -> Libc.close(fd));
    }
  }

  static byte[] bytes(Path path) {
    return bytes(path.toString());
  }

  /// Zero-terminated, as C wants it.
  static byte[] bytes(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(raw, raw.length + 1);
  }

  private static void call(String what, Libc.Call call) throws LinuxException {
    try {
      call.run();
    } catch (LastErrorException e) {
      throw new LinuxException(what, e.getErrorCode());
    }
  }

  /// dev_t as glibc lays it out (gnu_dev_makedev).
  private static long device(long major, long minor) {
    return (minor & 0xff)
        | ((major & 0xfff) << 8)
        | ((minor & ~0xffL) << 12)
        | ((major & ~0xfffL) << 32);
  }
}
