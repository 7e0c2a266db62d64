package io.jorch.agent.copy;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A name in a directory that is held open: whatever the container moves meanwhile, calls that do
/// not follow links act on this directory.
record Spot(Fd directory, String name) {
  /// For calls that do not follow a link in the last part only.
  Path path() {
    return directory.path().resolve(name);
  }

  Optional<FileStat> stat() throws IOException {
    return FileStat.find(path());
  }

  /// What is there, held; nothing when it is gone or has become a link.
  Optional<Fd> hold() throws LinuxException {
    return found(() -> ContainerFiles.child(directory, name));
  }

  /// A way to a descriptor.
  @FunctionalInterface
  interface Opening {
    Fd open() throws LinuxException;
  }

  /// The descriptor, or nothing when nothing is there.
  static Optional<Fd> found(Opening opening) throws LinuxException {
    try {
      return Optional.of(opening.open());
    } catch (LinuxException e) {
      boolean absent =
          e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP;
      if (absent) return Optional.empty();
      throw e;
    }
  }
}
