package io.jorch.core.api;

import java.time.Instant;

/// One row of `jorch history`.
///
/// @param reason what made it, such as `up`
/// @param state `converging`, `converged`, `failed`, `rolled back`, `superseded` (a later one came
///     before it was done) or `removing`
/// @param detail why it failed or was rolled back, or empty
/// @param current it is the one that is desired now
public record RevisionView(
    long revision,
    Instant createdAt,
    String reason,
    String state,
    String detail,
    boolean current) {}
