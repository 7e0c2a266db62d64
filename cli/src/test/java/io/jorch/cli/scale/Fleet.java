package io.jorch.cli.scale;

import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.MapName;
import io.jorch.core.cluster.MemberInfo;
import io.jorch.core.cluster.MembershipListener;
import io.jorch.core.cluster.Role;
import io.jorch.core.cluster.Shared;
import io.jorch.core.cluster.SharedMap;
import io.jorch.core.cluster.Subscription;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.Id;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// Very many nodes that share one real member's maps and pass for members of their own.
final class Fleet implements Shared, AutoCloseable {
  /// Reports that may be under way at a time.
  private static final int UNANSWERED = 4_000;

  private final Cluster cluster;
  private final int delay;
  private final Wheel wheel;
  private final Map<NodeId, PlayedNode> nodes = new ConcurrentHashMap<>();
  private final Map<NodeId, MemberInfo> members = new ConcurrentHashMap<>();
  private final Map<NodeId, Integer> sizes = new ConcurrentHashMap<>();
  private final Map<NodeId, AssignmentSet> unread = new ConcurrentHashMap<>();
  private final List<MembershipListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Semaphore unanswered = new Semaphore(UNANSWERED);
  private final Counted counted = new Counted();

  /// @param delay of each step of a task, in milliseconds
  Fleet(Cluster cluster, List<NodeId> ids, int delay) {
    this.cluster = cluster;
    this.delay = delay;
    wheel = new Wheel(delay);
    for (NodeId id : ids) {
      nodes.put(id, new PlayedNode(id, this));
      members.put(id, new MemberInfo(id, "1", "127.0.0.1", Set.of(Role.AGENT), true, false));
    }
    subscriptions.add(
        cluster
            .map(MapName.ASSIGNMENTS)
            .listen((id, now) -> now.ifPresent(set -> assigned(id, set.value()))));
    subscriptions.add(
        cluster
            .map(MapName.LEADERS)
            .listen((_, now) -> now.ifPresent(leading -> attend(leading.value().epoch()))));
  }

  @Override
  public Set<NodeId> departed() {
    return Set.of();
  }

  private void attend(long epoch) {
    wheel.soon(
        () -> {
          nodes.values().forEach(PlayedNode::again);
          flush();
          nodes.values().forEach(node -> node.attend(epoch));
        });
  }

  private void assigned(NodeId id, AssignmentSet set) {
    Integer before = sizes.put(id, set.tasks().size());
    counted.placed(set.tasks().size() - (before == null ? 0 : before));
    if (unread.put(id, set) == null) wheel.soon(() -> take(id));
  }

  private void take(NodeId id) {
    AssignmentSet set = unread.remove(id);
    PlayedNode node = nodes.get(id);
    if (set != null && node != null && !gone(id)) node.take(set);
  }

  Counted counted() {
    return counted;
  }

  boolean gone(NodeId id) {
    return !members.containsKey(id);
  }

  void later(Runnable work) {
    wheel.later(delay, work);
  }

  <K extends Id, V> void report(MapName<K, V> map, K key, V value, long stamp) {
    boolean late = map.equals(MapName.STATUSES);
    if (late) sent(cluster.map(map).putIfNewer(key, value, stamp));
    else sent(cluster.map(map).send(key, value, stamp));
  }

  void withdraw(TaskId task) {
    sent(cluster.map(MapName.TASKS).remove(task));
  }

  private void sent(CompletionStage<?> answer) {
    unanswered.acquireUninterruptibly();
    var _ = answer.whenCompleteAsync((_, _) -> unanswered.release(), Runnable::run);
  }

  /// Waits until all that was reported is there.
  private void flush() {
    unanswered.acquireUninterruptibly(UNANSWERED);
    unanswered.release(UNANSWERED);
  }

  /// A node says again what it said of itself.
  void murmur() {
    wheel.soon(() -> nodes.values().stream().findFirst().ifPresent(PlayedNode::again));
  }

  /// A node is gone, silently; gives how many tasks ran there.
  int lose(NodeId id) {
    MemberInfo member = members.remove(id);
    PlayedNode node = nodes.remove(id);
    if (member == null || node == null) return 0;
    listeners.forEach(each -> each.left(member));
    return node.running();
  }

  /// Keeps nothing any more, so that what is left in memory is the manager's.
  void forget() {
    nodes.values().forEach(PlayedNode::forget);
  }

  @Override
  public <K extends Id, V> SharedMap<K, V> map(MapName<K, V> name) {
    return cluster.map(name);
  }

  @Override
  public List<MemberInfo> members() {
    List<MemberInfo> all = new ArrayList<>(cluster.members());
    all.addAll(members.values());
    return all;
  }

  @Override
  public Duration age() {
    return cluster.age();
  }

  @Override
  public Subscription watchMembers(MembershipListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// The first of the nodes that are there.
  Optional<NodeId> any() {
    return nodes.keySet().stream().findFirst();
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    wheel.close();
  }
}
