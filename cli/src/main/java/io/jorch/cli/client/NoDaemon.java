package io.jorch.cli.client;

import io.jorch.cli.term.Failed;

/// Nobody listens on the daemon's socket, or the caller may not connect to it.
public final class NoDaemon extends Failed {
  private static final long serialVersionUID = 1;

  NoDaemon(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
