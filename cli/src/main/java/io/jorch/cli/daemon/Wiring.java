package io.jorch.cli.daemon;

import io.jorch.agent.node.NodeAgent;
import io.jorch.agent.node.Reports;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.Stamped;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.Leading;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeImages;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's side of the cluster's maps: reports go out, assignments come in. All reports are
/// told again when a manager begins to decide, or when members that held them are gone.
final class Wiring implements Reports, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final long GOODBYE_MILLIS = 1_000;

  private final NodeId node;
  private final Supplier<Cluster> whenThere;
  private final Outbox outbox;
  private final EndpointFeed feed;
  private final AtomicLong epoch = new AtomicLong();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private volatile long session;
  private volatile Optional<NodeId> leader = Optional.empty();

  /// @param whenThere gives the cluster, waiting for it at first
  Wiring(NodeId node, Supplier<Cluster> whenThere) {
    this.node = node;
    this.whenThere = whenThere;
    this.outbox = new Outbox(whenThere);
    this.feed = new EndpointFeed(whenThere);
  }

  @Override
  public void task(Task task, TaskSpec spec) {
    outbox.tell(MapName.TASKS, task.id(), new TaskRecord(task, spec), 0);
  }

  @Override
  public void status(TaskStatus status) {
    outbox.tellIfNewer(MapName.STATUSES, status.task(), status, status.sequence());
    if (status.state() == TaskState.REMOVED) {
      outbox.settle(MapName.STATUSES, status.task());
      outbox.withdraw(MapName.TASKS, status.task());
    }
  }

  @Override
  public CompletionStage<Void> endpoints(EndpointSet set) {
    return feed.post(set);
  }

  @Override
  public void node(NodeInfo info) {
    outbox.tell(MapName.NODES, info.id(), info, info.applied());
    if (session == info.session()) return;
    session = info.session();
    attend(false);
  }

  @Override
  public void images(NodeImages images) {
    outbox.tell(MapName.IMAGES, images.node(), images, 0);
  }

  private void attend(boolean leaving) {
    if (session != 0) outbox.attend(new Attendance(node, session, epoch.get(), leaving));
  }

  /// Begins to follow the manager that decides, and hands what it assigns to the agent.
  void follow(NodeAgent agent) {
    Cluster cluster = whenThere.get();
    var assignments = cluster.map(MapName.ASSIGNMENTS);
    subscriptions.add(
        assignments.listen(
            (key, now) -> {
              if (key.equals(node)) now.ifPresent(set -> agent.assign(set.value()));
            }));
    subscriptions.add(
        cluster
            .map(MapName.LEADERS)
            .listen((key, now) -> now.map(Stamped::value).ifPresent(this::leads)));
    subscriptions.add(cluster.watchMembers(new Members(() -> read(cluster, agent))));
    read(cluster, agent);
    feed.begin(agent::peers);
  }

  /// Whole states, beside the events.
  private void read(Cluster cluster, NodeAgent agent) {
    try {
      cluster.map(MapName.LEADERS).snapshot().values().forEach(each -> leads(each.value()));
      cluster.map(MapName.ASSIGNMENTS).get(node).ifPresent(set -> agent.assign(set.value()));
    } catch (RuntimeException e) {
      LOG.debug("the cluster's maps cannot be read now: {}", e.toString());
    }
  }

  /// Who was heard to decide last.
  Optional<NodeId> leader() {
    return leader;
  }

  private void leads(Leading leading) {
    long before = epoch.getAndAccumulate(leading.epoch(), Math::max);
    if (before >= leading.epoch()) return;
    leader = Optional.of(leading.node());
    LOG.info("node {} decides, in epoch {}", leading.node(), leading.epoch());
    attend(false);
    outbox.tellAll();
  }

  private final class Members implements MembershipListener {
    private final Runnable read;

    Members(Runnable read) {
      this.read = read;
    }

    @Override
    public void joined(MemberInfo member) {
      LOG.info("node {} joined the others", member.node());
    }

    @Override
    public void left(MemberInfo member) {
      LOG.info("node {} left the others", member.node());
      if (!member.lite()) outbox.tellAll(); // others hold no data
    }

    @Override
    public void merged() {
      LOG.info("this node joined the others again, after it was apart");
      outbox.tellAll();
      read.run();
    }
  }

  /// Says that a successor is expected.
  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    feed.close();
    attend(true);
    try {
      outbox.flush(GOODBYE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }
}
