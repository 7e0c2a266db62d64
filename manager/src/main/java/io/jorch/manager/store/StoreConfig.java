package io.jorch.manager.store;

import java.nio.file.Path;

/// Where a store lives and with whom.
///
/// @param directory holds the log and snapshots; made when missing, never shared with another use
/// @param topology who takes part
/// @param snapshotEvery log entries between snapshots: fewer make a restart quicker
/// @param reservedBytes disk space left alone: below it commits are refused, so that the log never
///     meets a full disk half-way through an entry
public record StoreConfig(
    Path directory, Topology topology, long snapshotEvery, long reservedBytes) {
  /// The largest transaction, in bytes. Each member keeps a buffer of this size.
  public static final int MAX_TRANSACTION = 2 << 20;

  /// A store of one member.
  public static StoreConfig alone(Path directory) {
    return new StoreConfig(directory, new Topology.Alone(), 1024, 16 << 20);
  }

  /// A store of one of several members, or the first of what may become several.
  public static StoreConfig member(Path directory, Topology.Member member) {
    return new StoreConfig(directory, member, 1024, 16 << 20);
  }

  public StoreConfig snapshotEvery(long entries) {
    return new StoreConfig(directory, topology, entries, reservedBytes);
  }

  public StoreConfig reserving(long bytes) {
    return new StoreConfig(directory, topology, snapshotEvery, bytes);
  }
}
