package io.jorch.manager.control;

import io.jorch.core.remote.ErrorForm;
import java.io.IOException;

/// A request that cannot be carried out as it stands; the message is a whole sentence for the user.
public final class RequestException extends IOException {
  /// How it travels between nodes.
  public static final ErrorForm<RequestException> FORM =
      new ErrorForm<>(
          RequestException.class,
          error -> error.kind().name(),
          (kind, message) -> new RequestException(Kind.valueOf(kind), message));

  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /// What is wrong with a request.
  public enum Kind {
    /// It makes no sense.
    INVALID,
    /// Its object does not exist.
    MISSING,
    /// Something else stands against it now.
    CONFLICT,
    /// Nobody can carry it out now. Nothing was done.
    UNAVAILABLE
  }

  public RequestException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static RequestException invalid(String message) {
    return new RequestException(Kind.INVALID, message);
  }

  public static RequestException missing(String message) {
    return new RequestException(Kind.MISSING, message);
  }

  public static RequestException conflict(String message) {
    return new RequestException(Kind.CONFLICT, message);
  }

  public static RequestException unavailable(String message) {
    return new RequestException(Kind.UNAVAILABLE, message);
  }

  public Kind kind() {
    return kind;
  }
}
