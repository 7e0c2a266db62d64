package io.jorch.core.api;

import java.time.Instant;

/// One line of a container's output.
///
/// @param stream `stdout` or `stderr`
/// @param text without its line end; bytes that are not UTF-8 are replaced
public record LogLine(
    String task, String service, int slot, Instant time, String stream, String text) {}
