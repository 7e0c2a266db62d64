package io.jorch.core.compose;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user asked to be read.
///
/// @param files as given, relative to `workingDirectory`; `-` is `stdin`; none means
///     `COMPOSE_FILE`, or else the usual names in the directory and its parents
/// @param workingDirectory absolute
/// @param environment of the process: wins over every `.env`
/// @param envFiles instead of the `.env` beside the first file
/// @param profiles in addition to `COMPOSE_PROFILES`; `*` is all
public record LoadRequest(
    List<String> files,
    Path workingDirectory,
    Optional<String> projectName,
    Map<String, String> environment,
    List<String> envFiles,
    Collection<String> profiles,
    InputStream stdin) {
  /// A request with nothing but files.
  public static LoadRequest of(
      Path workingDirectory, List<String> files, Map<String, String> environment) {
    return new LoadRequest(
        files,
        workingDirectory,
        Optional.empty(),
        environment,
        List.of(),
        List.of(),
        InputStream.nullInputStream());
  }
}
