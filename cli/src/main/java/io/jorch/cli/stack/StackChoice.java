package io.jorch.cli.stack;

import io.jorch.core.compose.LoadRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user said about which stack is meant, and from where.
///
/// @param directory the working directory, absolute
public record StackChoice(
    List<String> files,
    Optional<String> projectName,
    List<String> profiles,
    List<String> envFiles,
    Path directory,
    Map<String, String> environment) {
  LoadRequest request() {
    return new LoadRequest(
        files, directory, projectName, environment, envFiles, profiles, System.in);
  }
}
