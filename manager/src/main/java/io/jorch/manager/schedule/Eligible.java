package io.jorch.manager.schedule;

import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.NodeInfo;
import io.jorch.manager.node.NodeState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which nodes take tasks at all and are what a service asks for: asked again for each service, but
/// worked out only when a node has changed.
final class Eligible {
  private static final int MOST = 200;

  private final Map<Site, Known> known = new LinkedHashMap<>();

  private record Known(List<NodeLoad> nodes, Map<List<NodeAttribute>, Shares> shares) {}

  /// Both say the same to every question that is answered here.
  static boolean alike(NodeState a, NodeState b) {
    NodeInfo one = a.info();
    NodeInfo other = b.info();
    return a.liveness().ready() == b.liveness().ready()
        && a.intake() == b.intake()
        && a.role() == b.role()
        && a.labels().equals(b.labels())
        && one.labels().equals(other.labels())
        && one.hostname().equals(other.hostname())
        && one.architecture().equals(other.architecture());
  }

  void changed() {
    known.clear();
  }

  List<NodeLoad> of(Site site, Collection<NodeLoad> all) {
    return known(site, all).nodes();
  }

  Shares shares(Site site, List<NodeAttribute> spread, Collection<NodeLoad> all) {
    Known found = known(site, all);
    return found.shares().computeIfAbsent(spread, _ -> Shares.of(found.nodes(), spread));
  }

  private Known known(Site site, Collection<NodeLoad> all) {
    Known found = known.get(site);
    if (found != null) return found;
    if (known.size() >= MOST) known.remove(known.keySet().iterator().next());
    Known fresh =
        new Known(
            all.stream().filter(node -> open(node) && site.allows(node.state())).toList(),
            new HashMap<>());
    known.put(site, fresh);
    return fresh;
  }

  private static boolean open(NodeLoad node) {
    return node.state().liveness().ready() && node.state().accepting();
  }
}
