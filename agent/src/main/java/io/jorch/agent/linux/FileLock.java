package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;

/// Locks of flock(2), which belong to an open file and end with the process that holds it. (The
/// JDK's file locks are another, unrelated kind.)
public final class FileLock {
  private static final int SHARED_NONBLOCK = 1 | 4;
  private static final int UNLOCK = 8;

  private FileLock() {}

  /// Whether some process holds the file locked.
  public static boolean isHeld(String path) throws LinuxException {
    try (Fd file = Fd.open(path, Libc.O_RDONLY)) {
      SpawnLibc.flock(file.number(), SHARED_NONBLOCK);
      SpawnLibc.flock(file.number(), UNLOCK);
      return false;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.EAGAIN) return true;
      throw new LinuxException("lock " + path, e.getErrorCode());
    }
  }
}
