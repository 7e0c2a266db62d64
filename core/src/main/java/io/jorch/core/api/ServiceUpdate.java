package io.jorch.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Asks for a few changes of services that need no file; what is empty stays as it is.
///
/// @param services which ones; not empty
/// @param command words of the container's command
/// @param force replace the tasks although nothing changed
public record ServiceUpdate(
    List<String> services,
    Optional<String> image,
    OptionalInt replicas,
    Map<String, String> addEnvironment,
    List<String> removeEnvironment,
    Map<String, String> addLabels,
    List<String> removeLabels,
    Optional<List<String>> command,
    boolean force) {}
