package io.jorch.manager.store;

/// Who takes part in the log. The one place where peers, their addresses and TLS come in.
public sealed interface Topology {
  /// One member: nothing listens on any port, nothing can be reached from outside.
  record Alone() implements Topology {}
}
