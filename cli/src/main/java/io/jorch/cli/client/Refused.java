package io.jorch.cli.client;

import io.jorch.cli.term.Failed;

/// The daemon answered with an error status and said why.
public final class Refused extends Failed {
  private static final long serialVersionUID = 1;

  private final int status;

  Refused(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
