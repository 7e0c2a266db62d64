package io.jorch.core.model;

import java.time.Instant;

/// One accepted state of a stack. Revisions of a stack count from 1 without gaps.
///
/// @param reason what made it, such as `up` or `scale web=10`
/// @param removing set by `down`: everything of the stack goes, then the stack itself
public record StackRevision(
    StackSpec spec,
    long revision,
    Instant createdAt,
    String reason,
    boolean removing,
    boolean removeVolumes) {}
