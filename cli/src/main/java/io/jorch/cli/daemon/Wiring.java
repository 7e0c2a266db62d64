package io.jorch.cli.daemon;

import io.jorch.agent.node.NodeAgent;
import io.jorch.agent.node.Reports;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskRecord;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskStatus;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// The agent's side of the cluster's maps: reports go out, assignments come in.
///
/// @param whenThere gives the cluster, waiting for it at first
/// @param feed of endpoint sets, both ways
record Wiring(Supplier<Cluster> whenThere, EndpointFeed feed) implements Reports {
  Wiring(Supplier<Cluster> whenThere) {
    this(whenThere, new EndpointFeed(whenThere));
  }

  Cluster cluster() {
    return whenThere.get();
  }

  @Override
  public void task(Task task, TaskSpec spec) {
    cluster().map(MapName.TASKS).put(task.id(), new TaskRecord(task, spec), 0);
  }

  @Override
  public void status(TaskStatus status) {
    cluster().map(MapName.STATUSES).putIfNewer(status.task(), status, status.sequence());
  }

  @Override
  public CompletionStage<Void> endpoints(EndpointSet set) {
    return feed.post(set);
  }

  @Override
  public void node(NodeInfo info) {
    cluster().map(MapName.NODES).put(info.id(), info, info.applied());
  }

  /// Hands the node's assignment set to its agent, now and whenever it changes.
  Subscription assignments(NodeId node, NodeAgent agent) {
    var map = cluster().map(MapName.ASSIGNMENTS);
    Subscription subscription =
        map.listen(
            (key, now) -> {
              if (key.equals(node)) now.ifPresent(set -> agent.assign(set.value()));
            });
    Optional<AssignmentSet> present = map.get(node).map(stamped -> stamped.value());
    present.ifPresent(agent::assign);
    return subscription;
  }

  /// Hands the agent what all nodes serve, before this returns and from then on.
  AutoCloseable endpoints(NodeAgent agent) {
    feed.begin(agent::peers);
    return feed;
  }
}
