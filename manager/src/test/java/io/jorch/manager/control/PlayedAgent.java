package io.jorch.manager.control;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.Role;
import io.jorch.core.cluster.Shared;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Health;
import io.jorch.core.model.Attendance;
import io.jorch.core.model.Id;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.Resources;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An agent that says of everything it is assigned that it runs, or is gone.
final class PlayedAgent implements AutoCloseable {
  private final Cluster cluster;
  private final NodeId node;
  private final String hostname;
  private final Subscription assignments;

  PlayedAgent(Cluster cluster, NodeId node, String hostname) {
    this.cluster = cluster;
    this.node = node;
    this.hostname = hostname;
    assignments =
        cluster
            .map(MapName.ASSIGNMENTS)
            .listen(
                (key, now) -> {
                  if (key.equals(node)) now.ifPresent(set -> take(set.value()));
                });
    report(0);
  }

  NodeInfo info(long applied) {
    return new NodeInfo(
        node,
        hostname,
        "amd64",
        "6.1",
        "test",
        new Resources(
            OptionalLong.of(4_000_000_000L), OptionalLong.of(1L << 33), OptionalLong.empty()),
        Map.of(),
        1,
        Instant.EPOCH,
        List.of(),
        applied);
  }

  /// The cluster with these nodes as its members.
  static Shared members(Cluster cluster, NodeId... nodes) {
    return new Shared() {
      @Override
      public <K extends Id, V> SharedMap<K, V> map(MapName<K, V> name) {
        return cluster.map(name);
      }

      @Override
      public List<MemberInfo> members() {
        return Stream.of(nodes)
            .map(id -> new MemberInfo(id, "1", "127.0.0.1", Set.of(Role.AGENT), true, false))
            .toList();
      }

      @Override
      public Subscription watchMembers(MembershipListener listener) {
        return () -> {};
      }
    };
  }

  private void report(long applied) {
    cluster.map(MapName.NODES).put(node, info(applied), applied);
    Attendance told = new Attendance(node, 1, Long.MAX_VALUE, false);
    cluster.map(MapName.ATTENDANCE).put(node, told, 0);
  }

  private void take(AssignmentSet set) {
    for (Task task : set.tasks()) {
      TaskState state =
          switch (task.desired()) {
            case RUN -> TaskState.RUNNING;
            case STOP -> TaskState.COMPLETE;
            case REMOVE -> TaskState.REMOVED;
          };
      var _ =
          cluster.map(MapName.STATUSES).putIfNewer(task.id(), status(task, state), state.rank());
    }
    report(set.revision());
  }

  private TaskStatus status(Task task, TaskState state) {
    return new TaskStatus(
        task.id(),
        node,
        state.rank(),
        state,
        Health.NONE,
        Instant.now(),
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "",
        OptionalInt.empty(),
        Map.of(),
        Map.of(),
        false);
  }

  @Override
  public void close() {
    assignments.close();
  }
}
