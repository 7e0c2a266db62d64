package io.jorch.manager.store;

/// One object as stored.
///
/// @param version the log index of the transaction that last wrote it; never reused, only grows
public record Versioned(Key key, Blob value, long version) {}
