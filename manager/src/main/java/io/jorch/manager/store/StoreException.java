package io.jorch.manager.store;

import org.jspecify.annotations.Nullable;

/// The store cannot do what was asked; the message says what, why, and what to do next.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Never null, unlike most.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
