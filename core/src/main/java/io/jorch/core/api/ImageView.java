package io.jorch.core.api;

import java.time.Instant;
import java.util.List;

/// One row of `jorch image ls --format json`.
///
/// @param id `sha256:…` of the image's configuration
/// @param size bytes of its unpacked layers
/// @param command entrypoint and command together
public record ImageView(
    String id,
    List<String> references,
    Instant createdAt,
    long size,
    String architecture,
    List<String> command) {}
