package io.jorch.agent.image;

import java.io.IOException;

/// Something about an image, reference, archive or registry that a user can act on. The message is
/// a lower case clause: what was tried, on what, why it failed, what to do next.
public final class ImageException extends IOException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
