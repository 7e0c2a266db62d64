package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads texts and files for tests, in an environment of two variables.
final class Loading {
  static final Map<String, String> ENVIRONMENT = Map.of("NAME", "value", "HOME", "/home/me");

  private Loading() {}

  static LoadResult text(String yaml) {
    return text(yaml, ENVIRONMENT);
  }

  static LoadResult text(String yaml, Map<String, String> environment) {
    return ComposeLoader.load(
        new LoadRequest(
            List.of("-"),
            Path.of("/project"),
            Optional.empty(),
            environment,
            List.of(),
            List.of(),
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
  }

  static LoadResult files(Path directory, String... files) {
    return ComposeLoader.load(LoadRequest.of(directory, List.of(files), ENVIRONMENT));
  }

  static StackSpec stack(LoadResult result) {
    return assertInstanceOf(LoadResult.Loaded.class, result, () -> "got " + result).stack();
  }

  static List<String> problems(LoadResult result) {
    return assertInstanceOf(LoadResult.Broken.class, result).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  /// A service called `web` with an image and these keys.
  static ServiceSpec web(String... keys) {
    String yaml = "services:\n  web:\n    image: i\n    " + String.join("\n    ", keys) + "\n";
    return web(stack(text(yaml + "volumes:\n  data:\n")));
  }

  static ServiceSpec web(StackSpec stack) {
    return java.util.Objects.requireNonNull(stack.services().get(new ServiceName("web")));
  }
}
