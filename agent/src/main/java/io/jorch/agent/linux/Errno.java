package io.jorch.agent.linux;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.lang.reflect.Field;

/// Error numbers of errno(3) that this code distinguishes, and the C library's words for all.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int ECHILD = 10;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;
  public static final int EROFS = 30;
  public static final int ENOSYS = 38;
  public static final int ELOOP = 40;
  public static final int EOPNOTSUPP = 95;
  public static final int EADDRINUSE = 98;
  public static final int EDQUOT = 122;
  public static final int ENOEXEC = 8;

  private static final Function STRERROR = NativeLibrary.getInstance("c").getFunction("strerror");

  private Errno() {}

  /// The symbol, such as `ENOENT`; `errno 7` for one that this code does not know.
  public static String name(int errno) {
    for (Field field : Errno.class.getFields()) if (valueOf(field) == errno) return field.getName();
    return "errno " + errno;
  }

  private static int valueOf(Field field) {
    try {
      return field.getInt(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The C library's text with the number, such as `No such file or directory (errno 2)`.
  public static String describe(int errno) {
    return STRERROR.invokeString(new Object[] {errno}, false) + " (errno " + errno + ")";
  }
}
