package io.jorch.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The reading end of a FIFO, or the master of a pseudo-terminal: read without ever blocking.
public final class ReadEnd implements AutoCloseable {
  /// Nothing to read now.
  public static final int LATER = -1;

  /// A terminal that nobody holds any more, and all is read.
  public static final int END = 0;

  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;

  /// What a container can write while no daemon runs. The kernel takes memory only for what is in
  /// it.
  private static final int PIPE_SIZE = 256 * 1024;

  private final int fd;
  private boolean closed;

  private ReadEnd(int fd) {
    this.fd = fd;
  }

  /// Opens the FIFO, which is made if it is missing. Opened for writing too, so that it neither
  /// hangs up when a writer ends and another may come, nor loses what is in it: it never gives
  /// [#END].
  public static ReadEnd openFifo(Path fifo) throws LinuxException {
    if (!Files.exists(fifo)) Libc.check("mkfifo " + fifo, () -> Libc.mkfifo(fifo.toString(), 0600));
    int flags = Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
    int fd = Libc.check("open " + fifo, () -> Libc.open(fifo.toString(), flags, 0));
    try {
      Libc.fcntl(fd, F_SETPIPE_SZ, new NativeLong(PIPE_SIZE));
    } catch (LastErrorException smaller) {
      // The usual 64 KiB do as well.
    }
    return new ReadEnd(fd);
  }

  /// Takes over a descriptor that is open for reading and writing, such as a pseudo-terminal's.
  public static ReadEnd of(int fd) throws LinuxException {
    NativeLong flags = new NativeLong(Libc.O_RDWR | Libc.O_NONBLOCK);
    Libc.check("make descriptor " + fd + " non-blocking", () -> Libc.fcntl(fd, F_SETFL, flags));
    return new ReadEnd(fd);
  }

  public int fd() {
    return fd;
  }

  /// Puts what is there, up to the room in the direct buffer, into it, and gives the number of
  /// bytes, or [#LATER], or [#END].
  public int read(ByteBuffer direct) throws LinuxException {
    NativeLong room = new NativeLong(direct.remaining());
    try {
      int count = Libc.check("read", () -> Libc.read(fd, at(direct), room).intValue());
      direct.position(direct.position() + count);
      return count;
    } catch (LinuxException e) {
      if (e.errno() == Errno.EAGAIN) return LATER;
      // What a pseudo-terminal says when its last slave is closed.
      if (e.errno() == Errno.EIO) return END;
      throw e;
    }
  }

  private static Pointer at(ByteBuffer direct) {
    return Native.getDirectBufferPointer(direct).share(direct.position());
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Libc.close(fd);
  }
}
