package io.jorch.agent.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/// Error numbers of errno(3) that this code distinguishes, and the C library's words for all.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOSYS = 38;
  public static final int EADDRINUSE = 98;

  private static final Function STRERROR = NativeLibrary.getInstance("c").getFunction("strerror");

  private Errno() {}

  /// The C library's text with the number, such as `No such file or directory (errno 2)`.
  public static String describe(int errno) {
    return STRERROR.invokeString(new Object[] {errno}, false) + " (errno " + errno + ")";
  }
}
