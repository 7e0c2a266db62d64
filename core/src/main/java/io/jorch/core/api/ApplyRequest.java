package io.jorch.core.api;

import io.jorch.core.model.StackSpec;
import java.util.List;

/// Asks for a stack to become `spec`.
///
/// @param reason what the user did, kept with the revision: `up`
/// @param onlyServices when not empty, change these (and what they depend on) and leave the others
/// @param forceRecreate replace every task although nothing changed
/// @param dryRun answer the plan, change nothing
public record ApplyRequest(
    StackSpec spec,
    String reason,
    List<String> onlyServices,
    boolean forceRecreate,
    boolean dryRun) {}
