package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.store.VolumeFates;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last part of `down`: once a stack has no tasks, its nodes give up its networks and ports,
/// then its volumes go if that was asked for, and only then the stack is forgotten. So whoever sees
/// it gone finds nothing left, but for what is on nodes that are given up as lost, which is told.
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
  private final Stacks stacks;
  private final Supplier<Map<NodeId, Long>> sentRevisions;
  private final Function<StackRevision, VolumeFates> clearVolumes;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final Runnable wake;

  /// Revisions that nodes must have in effect; empty until the stack's absence has been sent.
  private final Map<StackName, Map<NodeId, Long>> underway = new HashMap<>();

  /// Volumes being removed, by stack: that may take long, and the loop must not wait for it.
  private final Map<StackName, CompletableFuture<VolumeFates>> clearing = new HashMap<>();

  /// What stayed behind of stacks that are gone.
  private final Map<StackName, List<String>> left = new ConcurrentHashMap<>();

  /// @param clearVolumes removes a stack's volumes where they are
  /// @param wake called when there may be more to do
  Removals(
      Stacks stacks,
      Supplier<Map<NodeId, Long>> sentRevisions,
      Function<StackRevision, VolumeFates> clearVolumes,
      Chronicle chronicle,
      InstantSource clock,
      Runnable wake) {
    this.stacks = stacks;
    this.sentRevisions = sentRevisions;
    this.clearVolumes = clearVolumes;
    this.chronicle = chronicle;
    this.clock = clock;
    this.wake = wake;
  }

  void begin(StackName stack) {
    underway.putIfAbsent(stack, Map.of());
  }

  /// Stacks on their way out, unless someone wants them again.
  Set<StackName> underway() {
    underway
        .keySet()
        .removeIf(stack -> !stacks.find(stack).map(StackRevision::removing).orElse(false));
    clearing.keySet().retainAll(underway.keySet());
    return Set.copyOf(underway.keySet());
  }

  /// Sentences about what the removal of a stack that is gone could not reach.
  List<String> left(StackName stack) {
    return left.getOrDefault(stack, List.of());
  }

  /// Goes on with what can go on now; called after assignments were sent.
  void finish(Collection<NodeState> nodes) throws IOException {
    underway.replaceAll((stack, awaited) -> awaited.isEmpty() ? sentRevisions.get() : awaited);
    for (StackName stack : List.copyOf(underway.keySet())) {
      Map<NodeId, Long> awaited = underway.getOrDefault(stack, Map.of());
      if (inEffect(awaited, nodes)) forget(stack);
    }
  }

  /// Nobody waits for a lost node: when it comes back it is told what it must not have.
  private static boolean inEffect(Map<NodeId, Long> awaited, Collection<NodeState> nodes) {
    return nodes.stream()
        .filter(node -> !node.liveness().lost())
        .allMatch(node -> node.info().applied() >= awaited.getOrDefault(node.id(), 0L));
  }

  private void forget(StackName stack) throws IOException {
    Optional<StackRevision> revision = stacks.find(stack);
    if (revision.isPresent() && revision.get().removing()) {
      Optional<VolumeFates> fates = cleared(revision.get());
      if (fates.isEmpty()) return;
      List<String> stays = fates.get().stays();
      stays.forEach(sentence -> LOG.warn("stack {} is removed, but {}", stack, sentence));
      left.put(stack, stays);
      stacks.drop(revision.get(), fates.get());
      chronicle.stack(stack.value(), "removed", String.join("; ", stays), clock.instant());
    }
    underway.remove(stack);
    clearing.remove(stack);
  }

  /// What became of the volumes, once all that can go have gone.
  private Optional<VolumeFates> cleared(StackRevision revision) {
    if (!revision.removeVolumes()) return Optional.of(VolumeFates.NONE);
    CompletableFuture<VolumeFates> work =
        clearing.computeIfAbsent(revision.spec().name(), _ -> clear(revision));
    return work.isDone() ? Optional.of(work.join()) : Optional.empty();
  }

  private CompletableFuture<VolumeFates> clear(StackRevision revision) {
    CompletableFuture<VolumeFates> work = new CompletableFuture<>();
    Thread.ofVirtual().name("remove-volumes").start(() -> clear(revision, work));
    return work;
  }

  private void clear(StackRevision revision, CompletableFuture<VolumeFates> work) {
    try {
      work.complete(clearVolumes.apply(revision));
    } catch (RuntimeException e) {
      work.complete(VolumeFates.unknown("its volumes stay: " + e.getMessage()));
    } finally {
      wake.run();
    }
  }
}
