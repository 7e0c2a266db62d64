package io.jorch.agent.network.dns;

/// A packet that is not a DNS message of the kind expected.
final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMessage(String what) {
    super(what, null, false, false);
  }
}
