package io.jorch.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a command in a running container.
///
/// @param tty with a terminal of `columns` × `rows` characters
/// @param stdin whether standard input follows in frames
public record ExecRequest(
    List<String> command,
    Map<String, String> environment,
    Optional<String> user,
    Optional<String> workingDir,
    boolean tty,
    boolean stdin,
    boolean privileged,
    int columns,
    int rows) {}
