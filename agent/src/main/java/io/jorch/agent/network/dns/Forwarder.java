package io.jorch.agent.network.dns;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Passes questions on to the host's resolvers: each with a socket, hence a random port, and a
/// random id of its own, so that nobody can guess an answer into it.
final class Forwarder {
  private static final int MOST_QUESTIONS = 2048;
  private static final int MOST_ATTEMPTS = 4;
  private final DnsLoop loop;
  private final HostResolvers resolvers;
  private final RandomGenerator random;
  private int questions;

  Forwarder(DnsLoop loop, HostResolvers resolvers, RandomGenerator random) {
    this.loop = loop;
    this.resolvers = resolvers;
    this.random = random;
  }

  void forward(Query query, Client client, Reply reply) {
    List<InetSocketAddress> servers = resolvers.servers();
    boolean room = questions < MOST_QUESTIONS && client.startQuestion();
    if (!room || servers.isEmpty()) {
      if (room) client.endQuestion();
      reply.send(Answer.empty(query, Answer.SERVER_FAILURE));
      return;
    }
    questions++;
    new Exchange(this, order(servers), query, client, reply).next();
  }

  /// Each server is asked in turn, a single one twice.
  private static List<InetSocketAddress> order(List<InetSocketAddress> servers) {
    List<InetSocketAddress> turns = new ArrayList<>(servers);
    if (turns.size() == 1) turns.addAll(servers);
    return turns.subList(0, Math.min(MOST_ATTEMPTS, turns.size()));
  }

  void end(Client client) {
    questions--;
    client.endQuestion();
  }

  int randomId() {
    return random.nextInt(0x10000);
  }

  DnsLoop loop() {
    return loop;
  }
}
