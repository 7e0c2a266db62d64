package io.jorch.agent.container;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The files beside a container: its specification, its state, its FIFOs, where its root is
/// mounted.
final class ContainerDirectory {
  private static final String SPEC = "container.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ContainerDirectory() {}

  static void prepare(ContainerSpec spec) throws IOException {
    Path directory = spec.directory();
    if (Files.exists(StateFile.in(directory)) && StateFile.isKept(directory))
      throw new IOException(
          "start container "
              + spec.id()
              + ": one runs in "
              + directory
              + " already; stop it first");
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(directory.resolve("rootfs"));
    makeUpper(spec.root().upper());
    Files.createDirectories(spec.root().work());
    if (spec.stdio() instanceof Stdio.Logged)
      for (String name : List.of(StreamSteps.STDIN, StreamSteps.STDOUT, StreamSteps.STDERR))
        fifo(directory.resolve(name));
    Path draft = directory.resolve(SPEC + ".new");
    Files.write(draft, JSON.writeValueAsBytes(spec));
    Files.move(draft, directory.resolve(SPEC), StandardCopyOption.ATOMIC_MOVE);
    StateFile.create(directory);
  }

  /// It becomes the container's root directory, whatever umask the daemon has.
  private static void makeUpper(Path upper) throws IOException {
    if (Files.isDirectory(upper)) return;
    Files.createDirectories(upper);
    Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void fifo(Path path) throws LinuxException {
    try {
      Libc.check("make FIFO " + path, () -> Libc.mkfifo(path.toString(), 0600));
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) throw e;
    }
  }

  static ContainerSpec spec(Path directory) throws IOException {
    return JSON.readValue(Files.readAllBytes(directory.resolve(SPEC)), ContainerSpec.class);
  }

  static void delete(Path directory) throws IOException {
    Trees.delete(directory);
  }
}
