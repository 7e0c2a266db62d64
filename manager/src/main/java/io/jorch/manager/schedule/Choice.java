package io.jorch.manager.schedule;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The nodes for the tasks of one batch, one after another. All nodes are compared once for many
/// tasks; for a few, which is what remains after most failures, it is enough to look at the least
/// busy ones.
final class Choice {
  private static final int FEW = 16;
  private static final int LOOKS = 256;

  private final Ask ask;
  private final List<Filter> filters;
  private final Occupancy occupancy;
  private final Images images;
  private final boolean few;
  private final boolean anew;
  private final @Nullable Shares shares;
  private @Nullable Branch root;
  private boolean anyNode;

  /// @param tasks how many will be asked for
  Choice(Ask ask, Occupancy occupancy, Images images, int tasks) {
    this.ask = ask;
    this.filters = ask.filters();
    this.occupancy = occupancy;
    this.images = images;
    this.few = tasks <= FEW && !ask.needs().wishes();
    boolean shared = few && !ask.needs().spread().isEmpty();
    this.shares = shared ? occupancy.shares(ask.needs()).with(ask.own()) : null;
    this.anew = ask.wishesAboutItself();
    this.anyNode = ask.needs().host().isPresent();
  }

  /// The node for the next task, which is given to `take` before it is compared again; null when
  /// none will do, and then none will for the rest. Unstable nodes get what no other can take.
  @Nullable NodeLoad next(Consumer<NodeLoad> take) {
    @Nullable NodeLoad found = found(take);
    if (found != null || anyNode) return found;
    anyNode = true;
    root = null;
    return found(take);
  }

  private @Nullable NodeLoad found(Consumer<NodeLoad> take) {
    @Nullable NodeLoad only =
        ask.needs().host().isPresent() ? only() : few && root == null ? quick() : null;
    if (only != null) {
      take.accept(only);
      if (shares != null) shares.add(only, 1);
      return only;
    }
    if (ask.needs().host().isPresent()) return null;
    if (root == null || anew) root = tree();
    return root.place(this::will, take, node -> Candidate.of(ask, node, images));
  }

  private boolean will(NodeLoad node) {
    if (node.state().unstable() && !anyNode) return false;
    for (Filter filter : filters) if (!filter.passes(ask, node)) return false;
    return true;
  }

  private @Nullable NodeLoad only() {
    for (NodeLoad node : occupancy.loads(ask.needs().host())) if (will(node)) return node;
    return null;
  }

  /// The same node as a comparison of all would give, if it is among the first: the least busy one
  /// of a branch that is due and has no task of the service; of equals one that has the image.
  private @Nullable NodeLoad quick() {
    @Nullable NodeLoad found = null;
    int looks = 0;
    for (NodeLoad node : occupancy.order()) {
      boolean worse =
          found != null && (node.busy() != found.busy() || node.total() != found.total());
      if (worse || node.crowded() || looks++ == LOOKS) return found;
      if (ask.own().on(node) > 0 || (shares != null && !shares.due(node)) || !will(node)) continue;
      if (found == null) found = node;
      if (!Candidate.away(ask, node, images)) return node;
    }
    return found;
  }

  private Branch tree() {
    List<Candidate> candidates =
        occupancy.eligible(ask.needs()).stream()
            .filter(this::will)
            .map(node -> Candidate.of(ask, node, images))
            .toList();
    return Branch.of(candidates, ask.needs().spread(), ask.own());
  }
}
