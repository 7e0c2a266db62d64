package io.jorch.core.compose;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `env_file`, then `environment` over it. A name without a value takes the project's, and is left
/// out when the project has none.
final class EnvironmentReader {
  private static final Map<String, Boolean> FORMATS = Map.of("raw", true);

  private final Project project;

  EnvironmentReader(Project project) {
    this.project = project;
  }

  /// `TaskSpec.environment`, in order of definition.
  ///
  /// @param active `false`: the files of a service that will not run are not looked for
  Map<String, String> read(Section service, boolean active) {
    Map<String, String> result = new LinkedHashMap<>();
    Variables scope = project.variables().scope();
    Optional<Node> files = service.node("env_file");
    if (files.isPresent()) files(Shapes.listed(files.get()), service, active, scope, result);
    for (var e : service.pairs("environment").entrySet()) {
      @Nullable String value = e.getValue().orElse(project.variables().get(e.getKey()));
      if (value != null) result.put(e.getKey(), value);
      else result.remove(e.getKey());
    }
    return Collections.unmodifiableMap(result);
  }

  private void files(
      Node list, Section service, boolean active, Variables scope, Map<String, String> result) {
    String path = service.path("env_file");
    List<Node> items = project.values().items(list, path);
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      String at = items.size() == 1 ? path : path + "[" + i + "]";
      Section entry =
          Section.of(Shapes.keyed("path", item), at, SpecKeys.ENV_FILE, project.values());
      Optional<String> file = entry.word("path");
      boolean required = entry.bool("required").orElse(true);
      boolean raw = entry.choice("format", FORMATS).orElse(false);
      entry.close();
      if (file.isEmpty()) missingPath(entry, item);
      else if (active) result.putAll(file(file.get(), required, raw, scope, entry));
    }
  }

  private void missingPath(Section entry, Node item) {
    if (entry.readable() && entry.node("path").isEmpty()) {
      project.problems().error(item.mark(), entry.path(), "'path' is missing");
    }
  }

  private Map<String, String> file(
      String name, boolean required, boolean raw, Variables scope, Section entry) {
    Path file = Path.of(project.absolute(name));
    try {
      String text = TextFile.read(file);
      if (raw) return Dotenv.raw(text, scope);
      project.problems().reading(name);
      return Dotenv.read(name, text, scope, project.problems());
    } catch (TextFile.Unreadable e) {
      if (required || java.nio.file.Files.exists(file)) {
        String message = "cannot read '" + name + "' (" + file + "): " + e.getMessage();
        project.problems().error(entry.mark(), entry.path(), message);
      }
      return Map.of();
    }
  }
}
