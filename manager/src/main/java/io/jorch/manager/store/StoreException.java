package io.jorch.manager.store;

import org.jspecify.annotations.Nullable;

/// The store cannot do what was asked; the message says what, why, and what to do next.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean outcomeUnknown;

  public StoreException(String message) {
    this(message, null);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private StoreException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /// A change that may have happened and may not have, or may still happen.
  static StoreException unknownOutcome(String message, @Nullable Throwable cause) {
    return new StoreException(message, cause, true);
  }

  /// Whether what was asked may have happened nevertheless: read before trying again. When false,
  /// it did not and never will.
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }

  /// Never null, unlike most.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
