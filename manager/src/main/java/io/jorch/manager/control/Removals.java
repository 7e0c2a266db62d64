package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Observed;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.VolumeName;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last part of `down`: once a stack has no tasks, its nodes give up its networks and ports,
/// then its volumes go if that was asked for, and only then the stack is forgotten. So whoever sees
/// it gone finds nothing left.
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
  private final Stacks stacks;
  private final Supplier<Map<NodeId, Long>> sentRevisions;
  private final Supplier<Optional<NodeService>> node;
  private final Chronicle chronicle;
  private final InstantSource clock;

  /// Revisions that nodes must have in effect; empty until the stack's absence has been sent.
  private final Map<StackName, Map<NodeId, Long>> underway = new HashMap<>();

  Removals(
      Stacks stacks,
      Supplier<Map<NodeId, Long>> sentRevisions,
      Supplier<Optional<NodeService>> node,
      Chronicle chronicle,
      InstantSource clock) {
    this.stacks = stacks;
    this.sentRevisions = sentRevisions;
    this.node = node;
    this.chronicle = chronicle;
    this.clock = clock;
  }

  void begin(StackName stack) {
    underway.putIfAbsent(stack, Map.of());
  }

  /// Stacks on their way out, unless someone wants them again.
  Set<StackName> underway() {
    underway
        .keySet()
        .removeIf(stack -> !stacks.find(stack).map(StackRevision::removing).orElse(false));
    return Set.copyOf(underway.keySet());
  }

  /// Goes on with what can go on now; called after assignments were sent.
  void finish(Observed observed) throws IOException {
    underway.replaceAll((stack, awaited) -> awaited.isEmpty() ? sentRevisions.get() : awaited);
    for (StackName stack : List.copyOf(underway.keySet())) {
      Map<NodeId, Long> awaited = underway.getOrDefault(stack, Map.of());
      if (inEffect(awaited, observed.nodes().values())) forget(stack);
    }
  }

  /// A lost node is not waited for: when it comes back it is told what it should have.
  private static boolean inEffect(Map<NodeId, Long> awaited, Collection<NodeState> nodes) {
    return nodes.stream()
        .filter(node -> !node.liveness().lost())
        .allMatch(node -> node.info().applied() >= awaited.getOrDefault(node.id(), 0L));
  }

  private void forget(StackName stack) throws IOException {
    Optional<StackRevision> revision = stacks.find(stack);
    if (revision.isPresent() && revision.get().removing()) {
      if (revision.get().removeVolumes()) removeVolumes(revision.get());
      stacks.drop(revision.get());
      chronicle.stack(stack.value(), "removed", "", clock.instant());
    }
    underway.remove(stack);
  }

  private void removeVolumes(StackRevision revision) throws IOException {
    NodeService service = node.get().orElse(null);
    if (service == null) return;
    for (var volume : revision.spec().volumes().values()) {
      if (!volume.external()) remove(service, volume.name());
    }
  }

  private static void remove(NodeService service, VolumeName volume) {
    try {
      service.removeVolume(volume);
    } catch (IOException e) {
      LOG.warn("volume {} stays: {}", volume, e.getMessage());
    }
  }
}
