package io.jorch.core.cluster;

/// A value in a shared map and its stamp: of two values for a key, the one with the higher stamp
/// is newer.
public record Stamped<V>(V value, long stamp) {}
