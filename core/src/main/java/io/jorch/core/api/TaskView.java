package io.jorch.core.api;

import io.jorch.core.model.Health;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One row of `jorch ps --format json`.
///
/// @param name the container's name, `<stack>-<service>-<slot>`
/// @param command what the container runs, for people: joined by spaces
/// @param restarts how many tasks of this slot were replaced since the service was last changed
/// @param ports published ports as `0.0.0.0:8080->80/tcp`
/// @param networks address on each network
/// @param error why it is not as desired, or empty
public record TaskView(
    String id,
    String name,
    String stack,
    String service,
    int slot,
    String node,
    String image,
    String command,
    TaskState state,
    Health health,
    OptionalInt exitCode,
    int restarts,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    List<String> ports,
    Map<String, String> networks,
    String error) {}
