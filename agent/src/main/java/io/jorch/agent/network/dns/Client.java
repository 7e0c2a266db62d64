package io.jorch.agent.network.dns;

import java.util.List;

/// A container as the server knows it: what it may see and how much it has going on.
final class Client {
  private static final int MOST_QUESTIONS = 256;
  private static final int MOST_CONNECTIONS = 32;
  private final List<String> networks;
  private final DnsSockets sockets;
  private final boolean outside;
  private int questions;
  private int connections;

  Client(List<String> networks, DnsSockets sockets, boolean outside) {
    this.networks = List.copyOf(networks);
    this.sockets = sockets;
    this.outside = outside;
  }

  List<String> networks() {
    return networks;
  }

  DnsSockets sockets() {
    return sockets;
  }

  /// Whether its questions may be passed on to the host's resolvers.
  boolean outside() {
    return outside;
  }

  boolean startQuestion() {
    if (questions >= MOST_QUESTIONS) return false;
    questions++;
    return true;
  }

  void endQuestion() {
    questions--;
  }

  boolean startConnection() {
    if (connections >= MOST_CONNECTIONS) return false;
    connections++;
    return true;
  }

  void endConnection() {
    connections--;
  }
}
