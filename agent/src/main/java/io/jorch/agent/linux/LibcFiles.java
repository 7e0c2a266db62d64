package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/// Calls of the C library on paths, which `java.nio.file` has no way to make. Paths are
/// zero-terminated bytes, so that the locale of the JVM has no say in how they are encoded.
final class LibcFiles {
  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;

  static {
    Native.register(LibcFiles.class, "c");
  }

  private LibcFiles() {}

  static native int lsetxattr(byte[] path, byte[] name, byte[] value, long size, int flags)
      throws LastErrorException;

  static native long lgetxattr(byte[] path, byte[] name, byte[] value, long size)
      throws LastErrorException;

  static native long llistxattr(byte[] path, byte[] list, long size) throws LastErrorException;

  static native int lremovexattr(byte[] path, byte[] name) throws LastErrorException;

  static native int mknod(byte[] path, int mode, long device) throws LastErrorException;

  static native int lchown(byte[] path, int uid, int gid) throws LastErrorException;

  static native int chmod(byte[] path, int mode) throws LastErrorException;

  static native int utimensat(int directory, byte[] path, long[] times, int flags)
      throws LastErrorException;

  static native int syncfs(int fd) throws LastErrorException;
}
