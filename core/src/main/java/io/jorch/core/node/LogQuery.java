package io.jorch.core.node;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Which log lines are wanted.
///
/// @param tail only the last so many lines of each task
public record LogQuery(
    OptionalInt tail, Optional<Instant> since, Optional<Instant> until, boolean follow) {}
