package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.Task;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tasks share: networks, names and published ports. Always made from whole states: what is
/// assigned, which tasks serve here and what the other nodes serve. Many changes in a row become
/// one update.
final class Surroundings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  /// How long published ports may be gone when another program flushes the firewall. Asking costs
  /// one message to the kernel.
  private static final long RESYNC_SECONDS = 2;

  private final Networks networks;
  private final Ports ports;
  private final Notices notices;
  private final LongConsumer applied;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("agent-names").daemon().factory());
  private AssignmentSet set;
  private View view = new View(List.of(), Set.of(), false);
  private List<EndpointSet> peers = List.of();
  private boolean scheduled;

  /// Not before it is known what runs here: until then what an earlier daemon made stands.
  private boolean begun;

  private CompletableFuture<Void> update = CompletableFuture.completedFuture(null);
  private String complaint = "";

  /// @param notices tells the other nodes what this one serves
  /// @param applied told the revision of an assignment set once it is wholly in effect
  Surroundings(
      Networks networks, Ports ports, Notices notices, AssignmentSet first, LongConsumer applied) {
    this.networks = networks;
    this.ports = ports;
    this.notices = notices;
    this.set = first;
    this.applied = applied;
  }

  /// What the tasks look like now.
  ///
  /// @param inUse networks that some task still holds
  /// @param leftovers whether there are tasks that no assignment names
  private record View(List<Endpoint> served, Set<String> inUse, boolean leftovers) {}

  /// Makes ready what new tasks need. What is not needed any more goes when its tasks have gone.
  synchronized void assign(AssignmentSet next) {
    set = next;
    networks.ensure(next);
    ports.reserve(next);
  }

  /// Why a task cannot start on this node, if so.
  synchronized Optional<String> obstacle(Task task) {
    return ports.obstacle(task.stack(), task.service());
  }

  Optional<String> obstacle(Task task, io.jorch.core.model.TaskSpec spec) {
    return obstacle(task).or(() -> networks.obstacle(spec));
  }

  /// Host ports that were chosen here for a task's service.
  synchronized Map<String, Integer> published(Task task) {
    return ports.chosen(task.stack(), task.service());
  }

  /// Brings names and ports up to date with the tasks, soon.
  synchronized void changed(Collection<LocalTask> tasks) {
    view = view(tasks);
    begun = true;
    updateSoon();
  }

  /// Takes what all other nodes serve now.
  synchronized void peers(List<EndpointSet> sets) {
    if (sets.equals(peers)) return;
    peers = sets;
    updateSoon();
  }

  /// The node is in a cluster and has this address there, or is alone from now on.
  synchronized void underlay(Optional<Ipv4> address) throws IOException {
    networks.underlay(address);
    networks.ensure(set);
    updateSoon();
  }

  private void updateSoon() {
    if (scheduled || !begun) return;
    scheduled = true;
    update = new CompletableFuture<>();
    thread.execute(this::update);
  }

  /// Done when names and ports are as the last change wants them, here and, as far as that can be
  /// waited for, on the other nodes.
  synchronized CompletableFuture<Void> settled() {
    return update;
  }

  private View view(Collection<LocalTask> tasks) {
    Set<io.jorch.core.model.TaskId> ids = new HashSet<>();
    for (Task task : set.tasks()) ids.add(task.id());
    Set<String> inUse = new HashSet<>();
    boolean leftovers = false;
    for (LocalTask task : tasks) {
      leftovers |= !ids.contains(task.id()) && task.task().slot() > 0;
      boolean needed = task.held() || !task.status().state().ended();
      if (needed) task.spec().networks().forEach(each -> inUse.add(each.network().value()));
    }
    return new View(tasks.stream().map(LocalTask::served).toList(), inUse, leftovers);
  }

  private void update() {
    View now;
    AssignmentSet wanted;
    Endpoints endpoints;
    CompletableFuture<Void> done;
    synchronized (this) {
      now = view;
      wanted = set;
      endpoints = endpoints();
      done = update;
      scheduled = false;
    }
    try {
      networks.ensure(wanted);
      CompletableFuture<Void> noticed =
          notices.tell(networks.underlay(), networks.gateways(wanted.networks()), endpoints);
      networks.reach(endpoints);
      networks.names(endpoints);
      ports.publish(wanted.services(), endpoints);
      boolean clean = networks.removeUnless(wanted.networks(), now.inUse());
      var _ = noticed.thenAccept(done::complete);
      if (clean && !now.leftovers()) applied.accept(wanted.revision());
    } catch (IOException | RuntimeException e) {
      LOG.warn("names and ports could not be updated: {}", e.getMessage(), e);
      done.completeExceptionally(e);
    }
  }

  /// From now on looks again and again whether the firewall and the ways to other nodes still are
  /// as they should be.
  void watch() {
    var _ =
        thread.scheduleWithFixedDelay(this::mend, RESYNC_SECONDS, RESYNC_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized Endpoints endpoints() {
    return new Endpoints(view.served(), peers);
  }

  private void mend() {
    try {
      if (networks.mend()) {
        LOG.warn("another program changed or flushed the firewall; our rules are back in force");
      }
      networks.reach(endpoints());
      complaint = "";
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(complaint)) LOG.warn("the network could not be checked: {}", reason, e);
      complaint = reason;
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
