package io.jorch.core.mesh;

import java.io.IOException;

/// The peer was reached, and said no; the message says why.
public final class Refused extends IOException {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }
}
