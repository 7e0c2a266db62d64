package io.jorch.agent.network.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// One forwarded question: tries server after server until one gives an answer worth passing on.
final class Exchange {
  private final Forwarder forwarder;
  private final Iterator<InetSocketAddress> servers;
  private final Query query;
  private final Client client;
  private final Reply reply;
  private Optional<Query> poorAnswer = Optional.empty();

  Exchange(
      Forwarder forwarder,
      List<InetSocketAddress> servers,
      Query query,
      Client client,
      Reply reply) {
    this.forwarder = forwarder;
    this.servers = servers.iterator();
    this.query = query;
    this.client = client;
    this.reply = reply;
  }

  Query query() {
    return query;
  }

  DnsLoop loop() {
    return forwarder.loop();
  }

  int randomId() {
    return forwarder.randomId();
  }

  /// Asks the next server, or gives up.
  void next() {
    while (servers.hasNext()) {
      InetSocketAddress server = servers.next();
      try {
        if (reply.byTcp()) TcpUpstream.ask(this, server);
        else UdpUpstream.ask(this, server);
        return;
      } catch (IOException e) {
        // Not reachable: the next server is asked at once.
      }
    }
    finish(
        poorAnswer
            .map(answer -> answer.withId(query.id()))
            .orElseGet(() -> Answer.empty(query, Answer.SERVER_FAILURE)));
  }

  /// Takes a server's answer, checked to belong to the question. One that says "I cannot" leads to
  /// the next server.
  void answered(Query answer) {
    int code = answer.responseCode();
    if (code == Answer.SERVER_FAILURE || code == Answer.REFUSED || code == Answer.NOT_IMPLEMENTED) {
      poorAnswer = Optional.of(answer);
      next();
    } else {
      finish(answer.withId(query.id()));
    }
  }

  private void finish(ByteBuffer answer) {
    forwarder.end(client);
    reply.send(answer);
  }

  /// Whether the packet answers the question that was sent with that id.
  Optional<Query> check(ByteBuffer packet, int id) {
    try {
      Query answer = Query.read(packet);
      boolean ours = answer.isResponse() && answer.id() == id && answer.sameQuestion(query);
      return ours ? Optional.of(answer) : Optional.empty();
    } catch (MalformedMessage e) {
      return Optional.empty();
    }
  }
}
