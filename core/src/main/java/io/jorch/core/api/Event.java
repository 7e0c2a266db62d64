package io.jorch.core.api;

import java.time.Instant;
import java.util.Map;

/// Something that happened, for the event stream.
///
/// @param kind `stack`, `service`, `task`, `image`, `node` or `network`
/// @param action such as `created`, `started`, `healthy`, `failed`, `oom`, `removed`
/// @param id full id or name of the object
public record Event(
    Instant time, String kind, String action, String id, Map<String, String> attributes) {}
