package io.jorch.core.model;

/// A manager that decides now.
///
/// @param epoch grows with each manager that begins to decide; of two, the one with the higher
///     epoch does, and the other has not noticed yet
public record Leading(NodeId node, long epoch) {}
