package io.jorch.core.api;

import java.time.Instant;

/// One line of a container's output.
///
/// @param stream `stdout` or `stderr`; or `notice`, when the text says of the stream itself what is
///     missing in it, and no task wrote it
/// @param text without its line end; bytes that are not UTF-8 are replaced
public record LogLine(
    String task, String service, int slot, Instant time, String stream, String text) {
  public static final String NOTICE = "notice";
}
