package io.jorch.core.compose;

import io.jorch.core.model.BuildSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `build`, a directory or a mapping.
final class BuildReader {
  private final Project project;

  BuildReader(Project project) {
    this.project = project;
  }

  BuildSpec read(Node node, String path) {
    Section build =
        Section.of(Shapes.keyed("context", node), path, SpecKeys.BUILD, project.values());
    String context = build.word("context").orElse(".");
    if (isRemote(context)) build.error("context", "a remote context is not supported yet");
    Optional<String> dockerfile = build.word("dockerfile");
    Optional<String> inline = build.text("dockerfile_inline");
    if (dockerfile.isPresent() && inline.isPresent()) {
      build.error("dockerfile_inline", "does not go with 'dockerfile'; remove one of them");
    }
    BuildSpec result =
        new BuildSpec(
            isRemote(context) ? context : project.absolute(context),
            dockerfile,
            inline,
            arguments(build),
            build.word("target"),
            contexts(build),
            build.labels("labels"),
            List.copyOf(new LinkedHashSet<>(build.texts("tags"))),
            build.flag("no_cache"),
            build.flag("pull"));
    build.close();
    return result;
  }

  private Map<String, String> arguments(Section build) {
    Map<String, String> result = new LinkedHashMap<>();
    for (var e : build.pairs("args").entrySet()) {
      @Nullable String value = e.getValue().orElse(project.variables().get(e.getKey()));
      if (value != null) result.put(e.getKey(), value);
    }
    return Collections.unmodifiableMap(result);
  }

  private Map<String, String> contexts(Section build) {
    Map<String, String> result = new LinkedHashMap<>();
    for (var e : build.labels("additional_contexts").entrySet()) {
      String value = e.getValue();
      String path = build.path("additional_contexts") + "." + e.getKey();
      if (value.isEmpty()) {
        project.problems().error(build.mark("additional_contexts"), path, "must not be empty");
      } else if (value.startsWith("docker-image://")) {
        result.put(e.getKey(), value);
      } else if (isRemote(value) || value.startsWith("service:") || value.startsWith("target:")) {
        String message = "'" + value + "' is not supported yet; use a directory or docker-image://";
        project.problems().error(build.mark("additional_contexts"), path, message);
      } else {
        result.put(e.getKey(), project.absolute(value));
      }
    }
    return Collections.unmodifiableMap(result);
  }

  private static boolean isRemote(String context) {
    return context.contains("://") || context.startsWith("git@");
  }
}
