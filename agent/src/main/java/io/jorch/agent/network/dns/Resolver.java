package io.jorch.agent.network.dns;

import io.jorch.agent.linux.net.Ipv4;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Decides on a question: an answer of our own, or none, which means to ask the host's resolvers.
///
/// A known name without addresses does not exist for now (NXDOMAIN, with no SOA, so that nobody
/// remembers it). SERVFAIL would say more truly "try again", but musl then waits its whole timeout
/// of five seconds for a better answer, while every client fails at once on NXDOMAIN and retries as
/// its program sees fit. It is never forwarded: the names of a stack are nobody else's business.
final class Resolver {
  private static final int TCP_LIMIT = 65535;
  private final RandomGenerator random;

  Resolver(RandomGenerator random) {
    this.random = random;
  }

  Optional<ByteBuffer> answer(Query query, Names names, List<String> networks, boolean byTcp) {
    if (!query.isStandard()) return Optional.of(Answer.empty(query, Answer.NOT_IMPLEMENTED));
    if (query.queryClass() != Query.IN) return Optional.of(Answer.empty(query, Answer.REFUSED));
    if (query.type() == Query.PTR) {
      return names.pointer(networks, query.name()).map(name -> Answer.pointer(query, name));
    }
    int limit = byTcp ? TCP_LIMIT : query.udpLimit();
    return names.addresses(networks, query.name()).map(found -> known(query, found, limit));
  }

  private ByteBuffer known(Query query, List<Ipv4> addresses, int limit) {
    if (addresses.isEmpty()) return Answer.empty(query, Answer.NO_SUCH_NAME);
    boolean wanted = query.type() == Query.A || query.type() == Query.ANY;
    return Answer.addresses(query, wanted ? shuffled(addresses) : List.of(), limit);
  }

  private List<Ipv4> shuffled(List<Ipv4> addresses) {
    List<Ipv4> copy = new ArrayList<>(addresses);
    Collections.shuffle(copy, random);
    return copy;
  }
}
