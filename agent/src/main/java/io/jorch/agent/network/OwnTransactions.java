package io.jorch.agent.network;

/// Which of the firewall's generations came from this program: several tables share one count, and
/// a change of one must not look like a stranger's to another.
final class OwnTransactions {
  private int first;
  private int last;

  /// Takes note of a transaction of ours that took the count from `generation - 1` to `generation`.
  synchronized void made(int generation) {
    if (first == 0 || generation != last + 1) first = generation;
    last = generation;
  }

  /// Whether all that happened after one generation up to another was ours.
  synchronized boolean only(int after, int upTo) {
    return after == upTo || (first != 0 && first - 1 <= after && upTo <= last && after < upTo);
  }
}
