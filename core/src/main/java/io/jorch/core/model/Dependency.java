package io.jorch.core.model;

/// One entry of `depends_on`: the service waited for, and for what.
///
/// @param restart replace the dependent too when the other is replaced by an explicit operation
/// @param required `false`: absence or failure of the other is only warned about
public record Dependency(
    ServiceName service, Condition condition, boolean restart, boolean required) {
  /// What a dependency must have reached.
  public enum Condition {
    STARTED,
    HEALTHY,
    COMPLETED_SUCCESSFULLY
  }
}
