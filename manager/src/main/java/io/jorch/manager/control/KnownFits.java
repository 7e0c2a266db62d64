package io.jorch.manager.control;

import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.NodeFit;
import io.jorch.manager.schedule.Feasibility;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The scheduler's word on which nodes are what a service asks for, worked out once for each
/// placement: it is asked for every task at every look.
final class KnownFits implements NodeFit {
  private static final int MOST = 10_000;

  private final Map<PlacementSpec, Predicate<NodeState>> known = new ConcurrentHashMap<>();

  @Override
  public Predicate<NodeState> of(ServiceSpec service) {
    PlacementSpec placement = service.deployment().placement();
    if (placement.constraints().isEmpty() && placement.platform().isEmpty()) return _ -> true;
    if (known.size() > MOST) known.clear();
    return known.computeIfAbsent(placement, Feasibility::suiting);
  }
}
