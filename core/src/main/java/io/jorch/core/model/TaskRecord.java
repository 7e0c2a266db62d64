package io.jorch.core.model;

/// A task and what it is made of, as its node keeps it: enough to go on without a manager, and for
/// a new manager to learn what runs.
public record TaskRecord(Task task, TaskSpec spec) {}
