package io.jorch.core.mesh;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts the connections that have not proved yet who they are: strangers can hold only so many
/// open, and one address only a part of them.
final class Gate {
  private final int most;
  private final int mostOfOne;
  private final Map<InetAddress, Integer> waiting = new HashMap<>();
  private int all;

  Gate(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /// Counts one more.
  ///
  /// @return whether there was room; if so, [#leave] must follow
  synchronized boolean enter(InetAddress from) {
    int own = waiting.getOrDefault(from, 0);
    if (all >= most || own >= mostOfOne) {
      return false;
    }
    all++;
    waiting.put(from, own + 1);
    return true;
  }

  synchronized void leave(InetAddress from) {
    all--;
    waiting.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
  }
}
