package io.jorch.agent.network.dns;

import java.nio.ByteBuffer;
import java.util.Optional;

/// From a packet to its answer: of our own, or of the host's resolvers. What is not a question at
/// all gets none.
final class Answering {
  private final Resolver resolver;
  private final Forwarder forwarder;
  private volatile Names names = Names.NONE;

  Answering(Resolver resolver, Forwarder forwarder) {
    this.resolver = resolver;
    this.forwarder = forwarder;
  }

  void names(Names current) {
    names = current;
  }

  void handle(ByteBuffer packet, Client client, Reply reply) {
    try {
      Query query = Query.read(packet);
      if (query.isResponse()) return;
      Optional<ByteBuffer> own = resolver.answer(query, names, client.networks(), reply.byTcp());
      if (own.isPresent()) reply.send(own.get());
      else if (!client.outside()) reply.send(Answer.empty(query, Answer.NO_SUCH_NAME));
      else forwarder.forward(query, client, reply);
    } catch (MalformedMessage e) {
      Query.refusal(packet.rewind()).ifPresent(reply::send);
    }
  }
}
