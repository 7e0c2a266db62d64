package io.jorch.agent.container;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A FIFO that a daemon holds open for reading as long as it takes care of containers. The keeper
/// of a container that has ended opens it for writing, which waits for such a daemon: so unread
/// output stays in the pipes that the keeper holds, however long no daemon runs (fifo(7)).
final class Attendance implements AutoCloseable {
  private final Path file;
  private Optional<Fd> held = Optional.empty();

  private Attendance(Path file) {
    this.file = file;
  }

  static Attendance beside(Path skeleton) throws IOException {
    Path file = skeleton.resolveSibling(skeleton.getFileName() + ".attended");
    try {
      Libc.check("make FIFO " + file, () -> Libc.mkfifo(file.toString(), 0600));
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) throw e;
    }
    return new Attendance(file);
  }

  Path file() {
    return file;
  }

  synchronized void begin() throws IOException {
    if (held.isEmpty()) held = Optional.of(Fd.open(file.toString(), Libc.O_RDWR));
  }

  @Override
  public synchronized void close() {
    held.ifPresent(Fd::close);
    held = Optional.empty();
  }
}
