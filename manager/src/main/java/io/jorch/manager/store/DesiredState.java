package io.jorch.manager.store;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.VolumeName;
import io.jorch.core.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything durable that the manager works from, as of one moment: a typed view of a snapshot.
/// Kinds: `stack` (the current revision by stack), `revision` (the last ones, `STACK/000…N`),
/// `outcome` (what became of them, `STACK/000…N`), `network` (subnet by network), `plan` (slices
/// by network), `volume` (node by volume), `doomed` (stack by `NODE/VOLUME`),
/// `node` (record by node).
public final class DesiredState {
  static final String STACK = "stack";
  static final String REVISION = "revision";
  static final String OUTCOME = "outcome";
  static final String NETWORK = "network";
  static final String PLAN = "plan";
  static final String VOLUME = "volume";
  static final String DOOMED = "doomed";
  static final String NODE = "node";

  private final Snapshot snapshot;
  private final Readings readings;

  DesiredState(Snapshot snapshot) {
    this(snapshot, new Readings());
  }

  /// @param readings of this and other snapshots of the same store
  DesiredState(Snapshot snapshot, Readings readings) {
    this.snapshot = snapshot;
    this.readings = readings;
    readings.prune(snapshot.size());
  }

  /// Grows with each change of anything.
  public long version() {
    return snapshot.version();
  }

  /// The current revision of every stack, also of those being removed.
  public List<StackRevision> stacks() {
    return snapshot.list(STACK).stream().map(this::current).toList();
  }

  public Optional<StackRevision> stack(StackName name) {
    return snapshot.get(key(name)).map(this::current);
  }

  /// The revisions kept of a stack, oldest first, the current one last.
  public List<StackRevision> history(StackName name) {
    return snapshot.list(REVISION, name + "/").stream().map(DesiredState::revision).toList();
  }

  public Optional<StackRevision> revision(StackName name, long number) {
    return snapshot.get(revisionKey(name, number)).map(DesiredState::revision);
  }

  /// What became of the revisions kept of a stack, as far as that is decided.
  public Map<Long, RevisionOutcome> outcomes(StackName name) {
    Map<Long, RevisionOutcome> found = new LinkedHashMap<>();
    snapshot.list(OUTCOME, name + "/").stream()
        .map(each -> readings.of(each, RevisionOutcome.class))
        .forEach(each -> found.put(each.revision(), each));
    return found;
  }

  public Optional<RevisionOutcome> outcome(StackName name, long number) {
    return snapshot
        .get(outcomeKey(name, number))
        .map(each -> readings.of(each, RevisionOutcome.class));
  }

  /// The subnet of every network that has one, such as `10.192.16.0/20`.
  public Map<NetworkName, String> subnets() {
    Map<NetworkName, String> found = new LinkedHashMap<>();
    snapshot
        .list(NETWORK)
        .forEach(each -> found.put(new NetworkName(each.key().name()), each.value().toString()));
    return found;
  }

  /// How each network that has tasks is spread over the nodes.
  public Map<NetworkName, NetworkPlan> plans() {
    Map<NetworkName, NetworkPlan> found = new LinkedHashMap<>();
    snapshot.list(PLAN).forEach(each -> found.put(new NetworkName(each.key().name()), plan(each)));
    return found;
  }

  /// The node that holds each named volume.
  public Map<VolumeName, NodeId> volumes() {
    Map<VolumeName, NodeId> found = new LinkedHashMap<>();
    snapshot
        .list(VOLUME)
        .forEach(
            each ->
                found.put(new VolumeName(each.key().name()), new NodeId(each.value().toString())));
    return found;
  }

  /// Volumes that are still to be removed from nodes.
  public List<DoomedVolume> doomed() {
    return snapshot.list(DOOMED).stream().map(each -> doomed(each.key().name())).toList();
  }

  private static DoomedVolume doomed(String name) {
    int end = name.indexOf('/');
    return new DoomedVolume(
        new NodeId(name.substring(0, end)), new VolumeName(name.substring(end + 1)));
  }

  public List<NodeRecord> nodes() {
    return snapshot.list(NODE).stream().map(each -> readings.of(each, NodeRecord.class)).toList();
  }

  Snapshot snapshot() {
    return snapshot;
  }

  static Key key(StackName name) {
    return new Key(STACK, name.value());
  }

  /// Zero-padded, so that the order of names is the order of revisions.
  static Key revisionKey(StackName name, long number) {
    return new Key(REVISION, "%s/%019d".formatted(name, number));
  }

  static Key outcomeKey(StackName name, long number) {
    return new Key(OUTCOME, "%s/%019d".formatted(name, number));
  }

  static Key key(NetworkName name) {
    return new Key(NETWORK, name.value());
  }

  static Key planKey(NetworkName name) {
    return new Key(PLAN, name.value());
  }

  static Key key(VolumeName name) {
    return new Key(VOLUME, name.value());
  }

  static Key key(DoomedVolume doomed) {
    return new Key(DOOMED, doomed.node() + "/" + doomed.volume());
  }

  static Key key(NodeId id) {
    return new Key(NODE, id.value());
  }

  NetworkPlan plan(Versioned object) {
    return readings.of(object, NetworkPlan.class);
  }

  private StackRevision current(Versioned object) {
    return readings.of(object, StackRevision.class);
  }

  /// Earlier revisions are seldom asked for and not kept.
  private static StackRevision revision(Versioned object) {
    return Wire.read(StackRevision.class, object.value().bytes());
  }
}
