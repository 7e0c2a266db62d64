package io.jorch.cli.stack;

import io.jorch.core.compose.ComposeLoader;
import io.jorch.core.compose.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of the stack that a choice means, found without reading its files as a whole: commands
/// on a running stack need no more, and must work when the file is broken or gone.
public final class StackNames {
  private static final List<String> USUAL =
      List.of(
          "compose.yaml",
          "compose.yml",
          "docker-compose.yaml",
          "docker-compose.yml",
          "stack.yaml",
          "stack.yml");
  private static final Pattern NAME =
      Pattern.compile(
          "(?m)^name:[ \\t]+(?:'([^'\\n]*)'|\"([^\"\\n\\\\]*)\"|([^#'\"\\s][^#\\n]*?))[ \\t]*(?:#.*)?$");

  private StackNames() {}

  /// Empty when nothing was named and no file is in sight.
  public static Optional<String> of(StackChoice choice) {
    if (choice.projectName().isPresent()) return choice.projectName();
    List<Path> files = files(choice);
    if (files.isEmpty()) return Optional.empty();
    for (Path file : files.reversed()) {
      Optional<String> name = inFile(file);
      if (name.isEmpty()) continue;
      return name.get().contains("$") ? resolved(choice) : name;
    }
    Path directory = files.getFirst().getParent();
    Path last = directory == null ? null : directory.getFileName();
    return Optional.ofNullable(last).map(path -> normalised(path.toString()));
  }

  private static List<Path> files(StackChoice choice) {
    List<String> named = choice.files();
    String variable = choice.environment().getOrDefault("COMPOSE_FILE", "");
    if (named.isEmpty() && !variable.isEmpty()) named = List.of(variable.split(":", -1));
    if (named.isEmpty()) return usual(choice.directory());
    return named.stream().map(name -> choice.directory().resolve(name).normalize()).toList();
  }

  private static List<Path> usual(Path start) {
    for (Path directory = start; directory != null; directory = directory.getParent())
      for (String name : USUAL) {
        Path file = directory.resolve(name);
        if (Files.isRegularFile(file)) return List.of(file);
      }
    return List.of();
  }

  private static Optional<String> inFile(Path file) {
    try {
      Matcher matcher = NAME.matcher(Files.readString(file));
      if (!matcher.find()) return Optional.empty();
      for (int group = 1; group <= 3; group++)
        if (matcher.group(group) != null) return Optional.of(matcher.group(group));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // gone or unreadable: the directory still says what it was called
    }
  }

  /// A name with variables in it takes the real reader.
  private static Optional<String> resolved(StackChoice choice) {
    return ComposeLoader.load(choice.request()) instanceof LoadResult.Loaded loaded
        ? Optional.of(loaded.stack().name().value())
        : Optional.empty();
  }

  /// A directory's name as a stack's: lower case, and only what the specification allows.
  static String normalised(String directory) {
    return directory
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_-]", "")
        .replaceAll("^[_-]+", "");
  }
}
