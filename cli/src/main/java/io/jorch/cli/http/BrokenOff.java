package io.jorch.cli.http;

import java.io.IOException;

/// The server could not go on with a body, and said why behind what it had sent.
public final class BrokenOff extends IOException {
  private static final long serialVersionUID = 1;

  BrokenOff(String reason) {
    super(reason);
  }
}
