package io.jorch.core.compose;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files make up a stack.
final class ComposeFiles {
  /// @param label as problems show it
  /// @param path absolute; empty for stdin
  record Source(String label, Optional<Path> path) {}

  private static final List<String> STEMS = List.of("compose", "docker-compose", "stack");
  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private ComposeFiles() {}

  /// Empty when none is named and none is found, which is reported.
  static List<Source> locate(LoadRequest request, Problems problems) {
    List<String> named = named(request);
    if (named.isEmpty()) return discover(request.workingDirectory(), problems);
    List<Source> result = new ArrayList<>();
    for (String file : named) {
      boolean stdin = file.equals("-");
      Path path = request.workingDirectory().resolve(file).normalize();
      result.add(
          new Source(stdin ? "<stdin>" : file, stdin ? Optional.empty() : Optional.of(path)));
    }
    return result;
  }

  private static List<String> named(LoadRequest request) {
    if (!request.files().isEmpty()) return request.files();
    String variable = request.environment().getOrDefault("COMPOSE_FILE", "");
    String separator =
        request.environment().getOrDefault("COMPOSE_PATH_SEPARATOR", File.pathSeparator);
    List<String> result = new ArrayList<>();
    if (separator.isEmpty()) return variable.isEmpty() ? result : List.of(variable);
    for (int at = 0; at < variable.length(); ) {
      int end = variable.indexOf(separator, at);
      if (end < 0) end = variable.length();
      if (end > at) result.add(variable.substring(at, end));
      at = end + separator.length();
    }
    return result;
  }

  private static List<Source> discover(Path start, Problems problems) {
    for (Path dir = start; dir != null; dir = dir.getParent()) {
      for (String stem : STEMS) {
        Optional<Path> file = existing(dir, stem);
        if (file.isEmpty()) continue;
        List<Source> result = new ArrayList<>();
        result.add(source(start, file.get()));
        existing(dir, stem + ".override").ifPresent(o -> result.add(source(start, o)));
        return result;
      }
    }
    String names = "compose.yaml, docker-compose.yml or stack.yml";
    problems.error(
        Mark.whole(start.toString()),
        "",
        "no " + names + " here or in a parent directory; name a file with -f");
    return List.of();
  }

  private static Optional<Path> existing(Path dir, String stem) {
    for (String ending : ENDINGS) {
      Path file = dir.resolve(stem + ending);
      if (Files.isRegularFile(file)) return Optional.of(file);
    }
    return Optional.empty();
  }

  private static Source source(Path start, Path file) {
    return new Source(label(start, file), Optional.of(file));
  }

  /// Relative when below the working directory, else absolute.
  static String label(Path workingDirectory, Path file) {
    return file.startsWith(workingDirectory)
        ? workingDirectory.relativize(file).toString()
        : file.toString();
  }
}
