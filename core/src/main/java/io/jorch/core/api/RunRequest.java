package io.jorch.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a one-off task of a service (`jorch run`).
///
/// @param command instead of the service's, when not empty
/// @param remove forget the task when it has ended
/// @param publishPorts publish the service's ports too
public record RunRequest(
    String service,
    List<String> command,
    Optional<List<String>> entrypoint,
    Map<String, String> environment,
    Optional<String> user,
    Optional<String> workingDir,
    Optional<String> name,
    boolean remove,
    boolean publishPorts,
    boolean detach,
    boolean tty,
    boolean stdin,
    int columns,
    int rows) {}
