package io.jorch.agent.linux;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/// The master side of a pseudo-terminal: what is read is the program's output, what is written its
/// keyboard. Reading fails with EIO when nobody has the other side open any more.
public final class Terminal implements AutoCloseable {
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TIOCSPTLCK = 0x40045431;
  private static final int TIOCGPTPEER = 0x5441;
  private static final int O_NOCTTY = 0x100;
  private static final long DEVPTS = 0x1cd1;
  private static final NativeLong PIDFD_GETFD = new NativeLong(438);
  private static final NativeLong ZERO = new NativeLong(0);

  private final Fd master;

  private Terminal(Fd master) {
    this.master = master;
  }

  /// Shares the terminal that a keeper holds open under this number.
  public static Terminal heldBy(Pidfd keeper, int number) throws LinuxException {
    NativeLong process = new NativeLong(keeper.fd());
    NativeLong wanted = new NativeLong(number);
    int fd =
        Libc.check(
            "take the terminal from its keeper",
            () -> Libc.syscall(PIDFD_GETFD, process, wanted, ZERO, ZERO, ZERO, ZERO).intValue());
    return new Terminal(Fd.of(fd));
  }

  /// Another descriptor of the same.
  public Terminal duplicate() throws LinuxException {
    return new Terminal(master.duplicate());
  }

  /// Makes one out of the container's own devpts. Checked to be that file system before anything is
  /// opened: the container may have put something else there.
  public static Terminal in(ContainerFiles files) throws LinuxException {
    try (Fd place = files.locate("/dev/pts/ptmx")) {
      if (place.fileSystem() != DEVPTS)
        throw new LinuxException("open a terminal on the container's /dev/pts", Errno.ENODEV);
      Fd master = Fd.open("/proc/self/fd/" + place.number(), Libc.O_RDWR | O_NOCTTY);
      try (Memory unlock = new Memory(8)) {
        unlock.clear();
        ioctl(master, "unlock a terminal", TIOCSPTLCK, unlock);
      }
      return new Terminal(master);
    }
  }

  /// The program's side.
  public Fd openPeer() throws LinuxException {
    int flags = Libc.O_RDWR | O_NOCTTY | Libc.O_CLOEXEC;
    return Fd.of(ioctl(master, "open a terminal", TIOCGPTPEER, new Pointer(flags)));
  }

  public void resize(int rows, int columns) throws LinuxException {
    try (Memory size = new Memory(8)) {
      size.clear();
      size.setShort(0, (short) rows);
      size.setShort(2, (short) columns);
      ioctl(master, "resize a terminal", TIOCSWINSZ, size);
    }
  }

  private static int ioctl(Fd fd, String what, int request, Pointer argument)
      throws LinuxException {
    NativeLong number = new NativeLong(request);
    return Libc.check(what, () -> Libc.ioctl(fd.number(), number, argument));
  }

  public Fd master() {
    return master;
  }

  @Override
  public void close() {
    master.close();
  }
}
