package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/// Direct bindings to the C library, one method per call, named and typed as in man page section 2.
/// A failed call throws [LastErrorException], which [#check] turns into a [LinuxException] with
/// words.
public final class Libc {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_CLOEXEC = 0x80000;

  static {
    Native.register(Libc.class, "c");
  }

  private Libc() {}

  public static native int open(String path, int flags, int mode) throws LastErrorException;

  public static native int close(int fd) throws LastErrorException;

  public static native NativeLong read(int fd, Pointer buffer, NativeLong count)
      throws LastErrorException;

  public static native NativeLong write(int fd, Pointer buffer, NativeLong count)
      throws LastErrorException;

  public static native int fcntl(int fd, int command, NativeLong argument)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, Pointer argument)
      throws LastErrorException;

  public static native int socket(int domain, int type, int protocol) throws LastErrorException;

  public static native int bind(int fd, Pointer address, int length) throws LastErrorException;

  public static native NativeLong send(int fd, Pointer buffer, NativeLong length, int flags)
      throws LastErrorException;

  public static native NativeLong recv(int fd, Pointer buffer, NativeLong length, int flags)
      throws LastErrorException;

  public static native int setsockopt(int fd, int level, int option, Pointer value, int length)
      throws LastErrorException;

  public static native int unshare(int flags) throws LastErrorException;

  public static native int setns(int fd, int namespaceType) throws LastErrorException;

  public static native int kill(int pid, int signal) throws LastErrorException;

  public static native int mkfifo(String path, int mode) throws LastErrorException;

  public static native int epoll_create1(int flags) throws LastErrorException;

  public static native int epoll_ctl(int epfd, int op, int fd, Pointer event)
      throws LastErrorException;

  public static native int epoll_wait(int epfd, Pointer events, int max, int timeoutMillis)
      throws LastErrorException;

  public static native int eventfd(int initial, int flags) throws LastErrorException;

  public static native int memfd_create(String name, int flags) throws LastErrorException;

  public static native NativeLong syscall(
      NativeLong number,
      NativeLong a,
      NativeLong b,
      NativeLong c,
      NativeLong d,
      NativeLong e,
      NativeLong f)
      throws LastErrorException;

  /// A call of this class that may fail.
  @FunctionalInterface
  public interface Call {
    int run() throws LastErrorException;
  }

  /// Runs the call, again when interrupted, and gives its result or says what failed.
  public static int check(String what, Call call) throws LinuxException {
    while (true) {
      try {
        return call.run();
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) throw new LinuxException(what, e.getErrorCode());
      }
    }
  }
}
