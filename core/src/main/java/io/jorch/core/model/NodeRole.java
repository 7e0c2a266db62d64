package io.jorch.core.model;

/// What a node does for the cluster beside running tasks.
public enum NodeRole {
  /// Takes part in deciding, and keeps what is desired.
  MANAGER,
  /// Only runs tasks.
  WORKER
}
