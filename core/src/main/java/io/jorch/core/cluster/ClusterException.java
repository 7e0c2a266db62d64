package io.jorch.core.cluster;

/// The cluster layer cannot do what was asked; the message says what, why, and what to do next.
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Never null, unlike most.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
