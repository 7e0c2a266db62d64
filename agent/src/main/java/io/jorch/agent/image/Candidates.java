package io.jorch.agent.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The nodes that are asked for one image. Those that have failed the least and have the least to
/// do come first; one that sent wrong bytes is not asked again.
final class Candidates {
  private final List<Peer> peers;
  private final Map<Peer, Integer> busy = new HashMap<>();
  private final Map<Peer, Integer> begun = new HashMap<>();
  private final Map<Peer, Integer> failures = new HashMap<>();
  private final Set<Peer> liars = new HashSet<>();

  /// @param random decides between nodes that are alike, as many may fetch the same at once
  Candidates(List<Peer> peers, RandomGenerator random) {
    List<Peer> mixed = new ArrayList<>(peers);
    Collections.shuffle(mixed, random);
    this.peers = List.copyOf(mixed);
  }

  /// What is asked of one node.
  @FunctionalInterface
  interface Question<T> {
    /// Gives the answer, checked.
    ///
    /// @throws WrongBytes when the node's answer is not what was asked for
    T ask(Peer peer) throws IOException;
  }

  /// What a node sent has another digest than what was asked for.
  static final class WrongBytes extends IOException {
    private static final long serialVersionUID = 1L;

    WrongBytes(String message) {
      super(message);
    }
  }

  /// Gives the first good answer; a failure says what each node had to say.
  <T> T ask(String what, Question<T> question) throws IOException {
    Set<Peer> asked = new HashSet<>();
    List<String> reasons = new ArrayList<>();
    for (List<Peer> left = left(asked); !left.isEmpty(); left = left(asked)) {
      Peer peer = begin(left);
      asked.add(peer);
      try {
        T answer = question.ask(peer);
        end(peer);
        return answer;
      } catch (IOException e) {
        failed(peer, e);
        reasons.add("node " + peer.name() + ": " + e.getMessage());
        if (Thread.currentThread().isInterrupted()) throw e;
      }
    }
    throw new ImageException(
        what + ": " + String.join("; ", reasons.isEmpty() ? named() : reasons));
  }

  private List<String> named() {
    return List.of(
        peers.stream()
            .map(Peer::name)
            .collect(Collectors.joining(", ", "none of the nodes ", " is to be trusted")));
  }

  private synchronized List<Peer> left(Set<Peer> asked) {
    return peers.stream().filter(p -> !asked.contains(p) && !liars.contains(p)).toList();
  }

  private synchronized Peer begin(List<Peer> from) {
    Peer best =
        from.stream()
            .min(
                Comparator.<Peer>comparingInt(p -> failures.getOrDefault(p, 0))
                    .thenComparingInt(p -> busy.getOrDefault(p, 0))
                    .thenComparingInt(p -> begun.getOrDefault(p, 0)))
            .orElseThrow();
    begun.merge(best, 1, Integer::sum);
    busy.merge(best, 1, Integer::sum);
    return best;
  }

  private synchronized void end(Peer peer) {
    busy.merge(peer, -1, Integer::sum);
  }

  private synchronized void failed(Peer peer, IOException reason) {
    end(peer);
    failures.merge(peer, 1, Integer::sum);
    if (reason instanceof WrongBytes) liars.add(peer);
  }
}
