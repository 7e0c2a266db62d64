package io.jorch.core.wire;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/// JSON that cannot be read as what was asked for: the message names the type, the place within
/// it, and why.
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WireException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public WireException(String message) {
    super(message);
  }

  /// A record that refused its values: its own sentence is the reason.
  static WireException refused(InvocationTargetException refusal) {
    Throwable reason = refusal.getCause() == null ? refusal : refusal.getCause();
    return new WireException(String.valueOf(reason.getMessage()), reason);
  }

  /// Never null, unlike most.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
