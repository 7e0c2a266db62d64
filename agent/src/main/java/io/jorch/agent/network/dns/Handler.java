package io.jorch.agent.network.dns;

/// What the loop calls when a channel is ready. A handler deals with its own failures.
interface Handler {
  void ready();

  /// A handler that gives up at some moment.
  interface Expiring extends Handler {
    /// By [System#nanoTime].
    long deadline();

    void expire();
  }
}
