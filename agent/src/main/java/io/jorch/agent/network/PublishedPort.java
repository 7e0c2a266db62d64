package io.jorch.agent.network;

import java.util.List;

/// A host port and the backends that serve it; each new connection goes to one of them at random.
/// Without any, it is refused at once.
public record PublishedPort(HostPort at, List<Backend> backends) {
  public PublishedPort {
    backends = backends.stream().distinct().sorted().toList();
  }
}
