package io.jorch.manager.control;

import io.jorch.core.model.Attendance;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.Resources;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.node.Presence;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.NodeRecord.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which nodes there are and which of them are there. A node of the cluster that nobody has seen
/// is away since this manager began, and is waited for; one that is in no record counts while it
/// reports, which is how a machine without a cluster has one.
final class Attendances {
  private final long epoch;
  private final Instant began;
  private final Duration unseenFor;
  private final Set<NodeId> met = new HashSet<>();
  private final Map<NodeId, NodeInfo> infos = new HashMap<>();
  private final Map<NodeId, Presence> presence = new HashMap<>();
  private Map<NodeId, NodeRecord> records = Map.of();
  private Map<NodeId, Set<VolumeName>> doomed = Map.of();

  /// @param epoch what a node must have told its tasks for, to count
  /// @param unseenFor how long after the beginning a node that was not there at it may come
  Attendances(long epoch, Instant began, Duration unseenFor) {
    this.epoch = epoch;
    this.began = began;
    this.unseenFor = unseenFor;
  }

  /// The cluster's nodes; empty where there is no cluster.
  ///
  /// @param volumes still to be removed, by node
  void records(Map<NodeId, NodeRecord> nodes, Map<NodeId, Set<VolumeName>> volumes) {
    records = nodes;
    doomed = volumes;
    if (records.isEmpty()) return;
    infos.keySet().retainAll(records.keySet());
    presence.keySet().retainAll(records.keySet());
  }

  void info(NodeInfo info) {
    infos.put(info.id(), info);
  }

  /// All members there are now.
  void members(Set<NodeId> members, Instant now) {
    met.addAll(members);
    members.forEach(node -> presence.merge(node, Presence.JOINED, Attendances::back));
    presence.replaceAll((node, seen) -> members.contains(node) ? seen : seen.left(now));
  }

  private static Presence back(Presence known, Presence fresh) {
    return known.member() ? known : known.joined();
  }

  void attended(Attendance attendance) {
    if (attendance.told() < epoch) return;
    presence.compute(
        attendance.node(),
        (node, known) -> {
          Presence before = known == null ? Presence.unseen(began) : known;
          return attendance.leaving() ? before.leaving() : before.reported(attendance.session());
        });
  }

  /// Nodes that have told all their tasks to this manager.
  Set<NodeId> synced() {
    return presence.entrySet().stream()
        .filter(each -> each.getValue().synced())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// Whether all nodes have told all their tasks; without a cluster, all that are there.
  ///
  /// @param excused nodes that cannot
  boolean complete(Set<NodeId> excused) {
    Set<NodeId> asked = new HashSet<>(records.isEmpty() ? presence.keySet() : records.keySet());
    asked.removeAll(excused);
    return !asked.isEmpty() && synced().containsAll(asked);
  }

  List<NodeInfo> infos() {
    return List.copyOf(infos.values());
  }

  Map<NodeId, NodeState> states(Instant now) {
    Set<NodeId> all = new HashSet<>(records.keySet());
    if (records.isEmpty()) all.addAll(infos.keySet());
    Map<NodeId, NodeState> states = new HashMap<>();
    all.forEach(node -> states.put(node, state(node, now)));
    return Map.copyOf(states);
  }

  private NodeState state(NodeId node, Instant now) {
    Presence seen = presence.getOrDefault(node, Presence.unseen(began));
    NodeInfo info = Optional.ofNullable(infos.get(node)).orElseGet(() -> unheard(node));
    return new NodeState(
        info,
        seen.liveness(info.session(), now, patience(node, seen)),
        seen.synced(),
        intake(Optional.ofNullable(records.get(node)), seen, now),
        Optional.ofNullable(records.get(node)).map(NodeRecord::role).orElse(NodeRole.MANAGER),
        Optional.ofNullable(records.get(node)).map(NodeRecord::labels).orElse(Map.of()),
        doomed.getOrDefault(node, Set.of()));
  }

  private static Intake intake(Optional<NodeRecord> record, Presence seen, Instant now) {
    return switch (record.map(NodeRecord::availability).orElse(Availability.ACTIVE)) {
      case DRAIN -> Intake.DRAINED;
      case PAUSE -> Intake.PAUSED;
      case ACTIVE -> seen.departures().tooMany(now) ? Intake.UNSTABLE : Intake.OPEN;
    };
  }

  private NodeInfo unheard(NodeId node) {
    String hostname =
        Optional.ofNullable(records.get(node)).map(NodeRecord::hostname).orElse(node.value());
    return new NodeInfo(
        node, hostname, "", "", "", Resources.NONE, Map.of(), 0, Instant.EPOCH, List.of(), 0);
  }

  /// When time alone makes a node lost.
  Optional<Instant> nextLoss(Instant now) {
    Set<NodeId> all = new HashSet<>(records.keySet());
    all.addAll(presence.keySet());
    return all.stream()
        .flatMap(node -> lostAt(node).stream())
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  private Optional<Instant> lostAt(NodeId node) {
    Presence seen = presence.getOrDefault(node, Presence.unseen(began));
    return seen.lostAt(patience(node, seen));
  }

  private Duration patience(NodeId node, Presence seen) {
    Duration usual = seen.patience();
    return met.contains(node) || usual.compareTo(unseenFor) > 0 ? usual : unseenFor;
  }
}
