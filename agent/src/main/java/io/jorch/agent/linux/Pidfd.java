package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.util.Optional;

/// A descriptor of one process (pidfd_open(2)): readable once it has ended, and a signal sent
/// through it never hits another process that got the same number.
public final class Pidfd implements AutoCloseable {
  private static final NativeLong PIDFD_SEND_SIGNAL = new NativeLong(424);
  private static final NativeLong PIDFD_OPEN = new NativeLong(434);
  private static final NativeLong ZERO = new NativeLong(0);

  private final int fd;
  private final int pid;
  private boolean closed;

  private Pidfd(int fd, int pid) {
    this.fd = fd;
    this.pid = pid;
  }

  /// Opens exactly the named process; empty when it has ended or its number belongs to another.
  public static Optional<Pidfd> open(ProcessId process) throws LinuxException {
    Optional<Pidfd> opened = open(process.pid());
    if (opened.isEmpty() || ProcessId.of(process.pid()).filter(process::equals).isPresent())
      return opened;
    opened.get().close();
    return Optional.empty();
  }

  /// Opens whatever process has the pid now; safe for a child of ours that nobody has waited for.
  public static Optional<Pidfd> open(int pid) throws LinuxException {
    try {
      int fd = Libc.check("pidfd_open " + pid, () -> syscall(PIDFD_OPEN, pid, 0));
      return Optional.of(new Pidfd(fd, pid));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ESRCH) return Optional.empty();
      throw e;
    }
  }

  /// To be watched for [Poller#IN], which comes when the process ends.
  public int fd() {
    return fd;
  }

  /// False when the process has ended already.
  public boolean signal(int signal) throws LinuxException {
    try {
      Libc.check(
          "send signal " + signal + " to process " + pid,
          () -> syscall(PIDFD_SEND_SIGNAL, fd, signal));
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ESRCH) return false;
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Libc.close(fd);
  }

  private static int syscall(NativeLong number, int a, int b) throws LastErrorException {
    return Libc.syscall(number, new NativeLong(a), new NativeLong(b), ZERO, ZERO, ZERO, ZERO)
        .intValue();
  }
}
