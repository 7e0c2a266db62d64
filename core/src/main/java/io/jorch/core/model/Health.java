package io.jorch.core.model;

/// What the health check of a running task last said.
public enum Health {
  /// No check is defined: running is as good as healthy.
  NONE,
  /// Not decided yet.
  STARTING,
  HEALTHY,
  UNHEALTHY;

  /// Whether traffic may be sent to a running task with this health.
  public boolean ready() {
    return this == NONE || this == HEALTHY;
  }
}
