package io.jorch.agent.linux;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whole directory trees on the host.
public final class Trees {
  private Trees() {}

  /// Removes a tree or file, following no link. What is not there is fine.
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) return;
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) throw failure;
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// The names in a directory, sorted by their characters: the same order on every machine.
  public static List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) names.add(entry.getFileName().toString());
    }
    names.sort(null);
    return names;
  }
}
