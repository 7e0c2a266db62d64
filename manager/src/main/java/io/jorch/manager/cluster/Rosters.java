package io.jorch.manager.cluster;

import io.jorch.core.trust.Roster;
import io.jorch.manager.store.ClusterStore;
import io.jorch.manager.store.NodeRecord;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/// The roster as the durable store has it.
public final class Rosters {
  private final ClusterStore store;
  private final UUID group;

  /// @param group of the store
  public Rosters(ClusterStore store, UUID group) {
    this.store = store;
    this.group = group;
  }

  /// Empty on a machine that is in no cluster, and on a manager that has not caught up yet.
  public Optional<Roster> current() {
    return of(store.state(), group);
  }

  /// The version follows the whole store's: it may grow without a change of the roster.
  static Optional<Roster> of(ClusterStore.State state, UUID group) {
    return state
        .cluster()
        .map(
            cluster ->
                new Roster(
                    state.version(),
                    group.toString(),
                    state.nodes().stream()
                        .sorted(Comparator.comparing(NodeRecord::id))
                        .map(Rosters::entry)
                        .toList(),
                    cluster.trust()));
  }

  private static Roster.Entry entry(NodeRecord node) {
    return new Roster.Entry(node.id(), node.hostname(), node.role(), node.address(), node.member());
  }
}
