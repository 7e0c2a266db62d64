package io.jorch.core.cluster;

/// What a member's node does.
public enum Role {
  MANAGER,
  AGENT
}
