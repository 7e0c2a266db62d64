package io.jorch.cli.daemon;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Endpoint sets between agent and cluster: the node's own goes out, all nodes' come in, as events
/// and, every two seconds, as whole states. Reading those may take long while members die, which
/// must not keep events waiting.
final class EndpointFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointFeed.class);
  private static final long RESYNC_MILLIS = 2000;
  private final Supplier<Cluster> cluster;
  private final KnownEndpoints known = new KnownEndpoints();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final ScheduledExecutorService in = thread("endpoints-in");
  private final ScheduledExecutorService states = thread("endpoints-states");
  private final ScheduledExecutorService out = thread("endpoints-out");
  private volatile Optional<EndpointSet> own = Optional.empty();
  private long stamp;
  private Consumer<Collection<EndpointSet>> agent = sets -> {};
  private Set<EndpointSet> told = Set.of();

  /// @param cluster waits for it at first
  EndpointFeed(Supplier<Cluster> cluster) {
    this.cluster = cluster;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  /// Sends the node's set; only the latest counts. Completes when the others can see it.
  CompletionStage<Void> post(EndpointSet set) {
    own = Optional.of(set);
    return CompletableFuture.runAsync(this::write, out);
  }

  private SharedMap<NodeId, EndpointSet> map() {
    return cluster.get().map(MapName.ENDPOINTS);
  }

  private void write() {
    own.ifPresent(set -> map().put(set.node(), set, ++stamp));
  }

  /// Hands the sets of all nodes to the agent: those that are there before it returns, and whatever
  /// changes from then on.
  void begin(Consumer<Collection<EndpointSet>> receiver) {
    agent = receiver;
    subscriptions.add(map().listen(this::changed));
    subscriptions.add(cluster.get().watchMembers(new Members()));
    resync();
    var _ =
        states.scheduleWithFixedDelay(
            this::resync, RESYNC_MILLIS, RESYNC_MILLIS, TimeUnit.MILLISECONDS);
  }

  private final class Members implements MembershipListener {
    @Override
    public void joined(MemberInfo member) {
      changed();
    }

    @Override
    public void left(MemberInfo member) {
      changed();
    }

    @Override
    public void merged() {
      changed();
    }

    private void changed() {
      soon(in, EndpointFeed.this::tell);
      soon(states, EndpointFeed.this::resync);
    }
  }

  private void changed(NodeId node, Optional<Stamped<EndpointSet>> now) {
    now.ifPresent(set -> soon(in, () -> learn(set.value())));
  }

  private synchronized void learn(EndpointSet set) {
    known.put(set);
    tell();
  }

  private static void soon(ScheduledExecutorService thread, Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("the daemon ends", e);
    }
  }

  /// Looks at everything; a set of this node that the map has lost is written again.
  private void resync() {
    try {
      learn(map().snapshot().values());
    } catch (RuntimeException e) {
      LOG.debug("the endpoints of other nodes cannot be read now", e);
      tell();
    }
  }

  private synchronized void learn(Collection<Stamped<EndpointSet>> all) {
    all.forEach(set -> known.put(set.value()));
    boolean written =
        all.stream().map(Stamped::value).anyMatch(set -> own.equals(Optional.of(set)));
    if (own.isPresent() && !written) soon(out, this::write);
    tell();
  }

  private synchronized void tell() {
    try {
      Set<NodeId> members =
          cluster.get().members().stream().map(MemberInfo::node).collect(Collectors.toSet());
      hand(known.current(members, Instant.now()));
      if (known.waits(Instant.now())) {
        var _ = in.schedule(this::tell, KnownEndpoints.LINGERS.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException e) {
      LOG.warn("the endpoints of other nodes stay as they were: {}", e.getMessage(), e);
    }
  }

  private void hand(Collection<EndpointSet> sets) {
    Set<EndpointSet> now = Set.copyOf(sets);
    if (now.equals(told)) return;
    if (!nodes(now).equals(nodes(told)))
      LOG.info("tasks of these nodes are reached: {}", nodes(now));
    told = now;
    agent.accept(now);
  }

  private static Set<NodeId> nodes(Set<EndpointSet> sets) {
    return sets.stream().map(EndpointSet::node).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    in.shutdownNow();
    states.shutdownNow();
    out.shutdownNow();
  }
}
