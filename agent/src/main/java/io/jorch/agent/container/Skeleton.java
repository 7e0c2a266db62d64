package io.jorch.agent.container;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The lowest layer of every container: the empty directories and files on which the runtime
/// mounts. So it never has to make them in the container's own layer (where a commit would find
/// them), and an image without any layer has one.
final class Skeleton {
  private static final List<String> DIRECTORIES = List.of("dev", "etc", "proc", "sys");
  private static final List<String> FILES = List.of("etc/hostname", "etc/hosts", "etc/resolv.conf");

  private Skeleton() {}

  /// Makes what is missing, and gives the directory.
  static Path in(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : DIRECTORIES) directory(directory.resolve(name));
    for (String name : FILES) file(directory.resolve(name));
    Path mtab = directory.resolve("etc/mtab");
    if (!Files.isSymbolicLink(mtab)) link(mtab);
    return directory;
  }

  private static void directory(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void file(Path path) throws IOException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException fine) {
      return;
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void link(Path path) throws IOException {
    try {
      Files.createSymbolicLink(path, Path.of("/proc/mounts"));
    } catch (FileAlreadyExistsException fine) {
      // Another daemon on the same directory was quicker.
    }
  }
}
