package io.jorch.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One row of `jorch volume ls --format json`.
public record VolumeView(
    String name,
    String stack,
    String node,
    String mountpoint,
    Instant createdAt,
    Map<String, String> labels,
    List<String> usedBy) {}
