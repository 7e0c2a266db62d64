package io.jorch.agent.image;

import io.jorch.agent.linux.Inodes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An overlay's upper directory, once its mount is gone, on its way to be a layer. Whiteouts and
/// opaque marks are already as a lower layer has them.
public final class UpperLayer {
  private UpperLayer() {}

  /// Removes overlayfs's notes and sockets, which no archive can hold; with `latest`, dates what is
  /// newer back to that.
  public static void clean(Path upper, Optional<Instant> latest) throws IOException {
    Files.walkFileTree(
        upper,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            if (a.isOther() && isSocket(file)) Files.delete(file);
            else settle(file, latest);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) throw failure;
            settle(directory, latest);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void settle(Path path, Optional<Instant> latest) throws IOException {
    Overlay.removeBookkeeping(path);
    if (latest.isEmpty()) return;
    Instant time = FileStat.of(path).modified().toInstant();
    if (time.isAfter(latest.get())) Inodes.setTime(path, latest.get());
  }

  private static boolean isSocket(Path file) throws IOException {
    return (FileStat.of(file).mode() & FileStat.TYPE) == 0140000;
  }
}
