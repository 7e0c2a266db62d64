package io.jorch.agent.container.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The numbered files of a log.
record Segments(Path directory) {
  private static final String SUFFIX = ".log";

  /// Without those that are deleted meanwhile; empty for a log that does not exist.
  NavigableSet<Integer> numbers() throws IOException {
    NavigableSet<Integer> numbers = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]" + SUFFIX)) {
      for (Path file : files) numbers.add(number(file));
    } catch (NoSuchFileException e) {
      return numbers;
    }
    return numbers;
  }

  Path path(int number) {
    return directory.resolve(String.format("%08d%s", number, SUFFIX));
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
  }
}
