package io.jorch.cli.daemon;

import sun.misc.Signal;

/// SIGTERM and SIGINT ask the daemon to end in order.
final class EndSignals {
  private EndSignals() {}

  static void on(Runnable asked) {
    Signal.handle(new Signal("TERM"), signal -> asked.run());
    Signal.handle(new Signal("INT"), signal -> asked.run());
  }
}
