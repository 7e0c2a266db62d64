package io.jorch.manager.reconcile;

import io.jorch.core.model.ServiceSpec;
import io.jorch.manager.node.NodeState;
import java.util.function.Predicate;

/// Which nodes are what a service asks for, whatever runs on them and however they are: the
/// scheduler's answer, asked from here without knowing it.
@FunctionalInterface
public interface NodeFit {
  NodeFit ANY = _ -> _ -> true;

  Predicate<NodeState> of(ServiceSpec service);
}
