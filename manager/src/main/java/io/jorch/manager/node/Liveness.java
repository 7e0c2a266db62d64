package io.jorch.manager.node;

import java.time.Instant;

/// Whether a node can be relied on. Only `Lost` gives its tasks up.
public sealed interface Liveness {
  /// The node is a member and its agent has a session.
  record Ready() implements Liveness {}

  /// The node cannot be heard; what it runs goes on and keeps its slots.
  record Disconnected(Instant since) implements Liveness {}

  /// The node was away for too long: its tasks count as lost and are replaced where they can be.
  record Lost(Instant since) implements Liveness {}

  default boolean ready() {
    return this instanceof Ready;
  }

  default boolean lost() {
    return this instanceof Lost;
  }
}
