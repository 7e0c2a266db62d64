package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.store.DoomedVolume;
import io.jorch.manager.store.VolumeFates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes volumes that a removed stack left on a node that was away, once the node is back and has
/// stopped what used them.
final class LateRemovals {
  private static final Logger LOG = LoggerFactory.getLogger(LateRemovals.class);
  private static final Duration REST = Duration.ofSeconds(10);
  private final Stacks stacks;
  private final Supplier<Map<NodeId, Long>> sentRevisions;
  private final BiFunction<NodeId, Collection<VolumeName>, VolumeFates> sweep;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final Runnable wake;

  /// When a node may be tried next; never while it is being tried.
  private final Map<NodeId, Instant> next = new ConcurrentHashMap<>();

  /// @param sentRevisions the assignments each node must have in effect
  /// @param sweep removes volumes of a node
  /// @param wake called when there may be more to do
  LateRemovals(
      Stacks stacks,
      Supplier<Map<NodeId, Long>> sentRevisions,
      BiFunction<NodeId, Collection<VolumeName>, VolumeFates> sweep,
      Chronicle chronicle,
      InstantSource clock,
      Runnable wake) {
    this.stacks = stacks;
    this.sentRevisions = sentRevisions;
    this.sweep = sweep;
    this.chronicle = chronicle;
    this.clock = clock;
    this.wake = wake;
  }

  /// Begins what can be done now; called after assignments were sent.
  void look(Collection<NodeState> nodes, Instant now) {
    Map<NodeId, Set<VolumeName>> doomed = stacks.doomed();
    next.keySet().retainAll(doomed.keySet());
    if (doomed.isEmpty()) return;
    Map<NodeId, Long> sent = sentRevisions.get();
    for (NodeState node : nodes) {
      Set<VolumeName> volumes = doomed.getOrDefault(node.id(), Set.of());
      if (volumes.isEmpty() || !settled(node, sent)) continue;
      if (next.getOrDefault(node.id(), Instant.MIN).isAfter(now)) continue;
      next.put(node.id(), Instant.MAX);
      Thread.ofVirtual().name("remove-volumes").start(() -> remove(node.id(), volumes));
    }
  }

  /// It has heard what it is to run, and runs nothing else.
  private static boolean settled(NodeState node, Map<NodeId, Long> sent) {
    return node.liveness().ready()
        && node.synced()
        && Optional.ofNullable(sent.get(node.id()))
            .filter(revision -> node.info().applied() >= revision)
            .isPresent();
  }

  private void remove(NodeId node, Set<VolumeName> volumes) {
    try {
      VolumeFates fates = sweep.apply(node, volumes);
      if (fates.doomed().isEmpty()) settle(node, volumes, fates);
    } catch (IOException | RuntimeException e) {
      LOG.warn("volumes that node {} is to give up are tried again", node, e);
    } finally {
      next.put(node, clock.instant().plus(REST));
      wake.run();
    }
  }

  private void settle(NodeId node, Set<VolumeName> volumes, VolumeFates fates) throws IOException {
    stacks.settle(volumes.stream().map(each -> new DoomedVolume(node, each)).toList());
    fates.stays().forEach(LOG::warn);
    for (VolumeName each : fates.gone()) chronicle.volumeRemoved(each, node, clock.instant());
  }
}
