package io.jorch.manager.control;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.dispatch.Shares;
import io.jorch.manager.plan.Spelling;
import io.jorch.manager.reconcile.Past;
import io.jorch.manager.store.Accepted;
import io.jorch.manager.store.DesiredState;
import io.jorch.manager.store.DoomedVolume;
import io.jorch.manager.store.NodeRecord;
import io.jorch.manager.store.Proposal;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.VolumeFates;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What is desired, read from the durable store and written to it. Reads are parsed once for each
/// state of the store; writes return when they are durable.
final class Stacks {
  private static final long PATIENCE_SECONDS = 10;
  private final StackStore store;
  private final Supplier<Collection<String>> usedPrefixes;
  private final Spelling spelling;
  private final Pasts pasts = new Pasts();
  private volatile View view;

  /// @param usedPrefixes what nodes route already and new subnets avoid
  Stacks(StackStore store, Supplier<Collection<String>> usedPrefixes, Spelling spelling) {
    this.store = store;
    this.spelling = spelling;
    this.usedPrefixes = usedPrefixes;
    this.view = View.of(store.state(), pasts, View.NOTHING);
  }

  /// One state of the store, parsed.
  private record View(
      long version,
      Wanted wanted,
      Map<NetworkName, String> subnets,
      Map<VolumeName, NodeId> homes,
      Map<NodeId, Set<VolumeName>> doomed,
      Map<NodeId, NodeRecord> nodes) {
    static final View NOTHING =
        new View(-1, new Wanted(List.of(), Map.of()), Map.of(), Map.of(), Map.of(), Map.of());

    /// What says the same as before is the same object, by which others see that it does.
    static View of(DesiredState state, Pasts pasts, View before) {
      List<StackRevision> stacks = kept(state.stacks(), before.wanted().stacks());
      return new View(
          state.version(),
          kept(new Wanted(stacks, pasts.of(state, stacks)), before.wanted()),
          kept(state.subnets(), before.subnets()),
          state.volumes(),
          state.doomed().stream()
              .collect(
                  Collectors.groupingBy(
                      DoomedVolume::node,
                      Collectors.mapping(DoomedVolume::volume, Collectors.toSet()))),
          state.nodes().stream().collect(Collectors.toMap(NodeRecord::id, each -> each)));
    }

    private static <T> T kept(T fresh, T before) {
      return fresh.equals(before) ? before : fresh;
    }
  }

  /// All stacks at one moment, with what is durably known beside them.
  record Wanted(List<StackRevision> stacks, Map<StackName, Past> pasts) {
    Past past(StackName name) {
      return pasts.getOrDefault(name, Past.NONE);
    }
  }

  RequestException missing(StackName name) {
    List<String> known = current().stream().map(each -> each.spec().name().value()).toList();
    return RequestException.missing(
        "no stack is called '"
            + name
            + "'"
            + spelling.near(name.value(), known, "; `jorch ls` lists them"));
  }

  /// Refuses names of services that are not among `known`, which the stack has or had.
  void check(StackName stack, Collection<String> services, Collection<String> known)
      throws RequestException {
    Optional<String> unknown = spelling.services(stack, services, known);
    if (unknown.isPresent()) throw RequestException.missing(unknown.get());
  }

  /// Refuses names of services that the stack does not have.
  void check(StackRevision revision, Collection<String> services) throws RequestException {
    check(
        revision.spec().name(),
        services,
        revision.spec().services().keySet().stream().map(ServiceName::value).toList());
  }

  private View view() {
    DesiredState state = store.state();
    View known = view;
    if (known.version() == state.version()) return known;
    View fresh = View.of(state, pasts, known);
    view = fresh;
    return fresh;
  }

  List<StackRevision> current() {
    return view().wanted().stacks();
  }

  Wanted wanted() {
    return view().wanted();
  }

  /// What is kept of nodes, by node.
  Map<NodeId, NodeRecord> nodes() {
    return view().nodes();
  }

  Revisions revisions(StackName name) {
    DesiredState state = store.state();
    return new Revisions(name, state.history(name), state.outcomes(name));
  }

  Optional<StackRevision> find(StackName name) {
    return current().stream().filter(each -> each.spec().name().equals(name)).findFirst();
  }

  Map<NetworkName, String> subnets() {
    return view().subnets();
  }

  /// How networks are spread over the nodes, once every node has been given what it lacks.
  Map<NetworkName, NetworkPlan> plans(Shares.Needs needs) throws IOException {
    return await(
        store.networks().grant(needs.containers(), needs.fixed()),
        "give nodes their parts of networks");
  }

  Map<VolumeName, NodeId> homes() {
    return view().homes();
  }

  /// Volumes that are still to be removed, by node.
  Map<NodeId, Set<VolumeName>> doomed() {
    return view().doomed();
  }

  /// When the oldest revision that is kept was made.
  Instant firstCreated(StackName name) {
    List<StackRevision> history = store.state().history(name);
    return history.isEmpty() ? Instant.EPOCH : history.getFirst().createdAt();
  }

  /// Makes `next` current if the stack is still as in `based`; gives the revision as stored, or
  /// nothing when someone else was quicker.
  Optional<StackRevision> put(StackRevision next, Optional<StackRevision> based)
      throws IOException {
    return put(next, based, next.rollbackTo().isPresent());
  }

  /// @param again also when it says what `based` says
  Optional<StackRevision> put(StackRevision next, Optional<StackRevision> based, boolean again)
      throws IOException {
    Proposal proposal =
        new Proposal(
                next.spec(),
                OptionalLong.empty(),
                next.reason(),
                next.createdAt(),
                next.removing(),
                next.removeVolumes(),
                next.rollbackTo(),
                again)
            .basedOn(based.map(StackRevision::revision).orElse(0L));
    return switch (await(store.propose(proposal, usedPrefixes.get()), "store the stack")) {
      case Accepted.Stored stored -> Optional.of(stored.revision());
      case Accepted.Unchanged same -> Optional.of(same.current());
      case Accepted.Overtaken _ -> Optional.empty();
      case Accepted.Refused refused -> throw RequestException.conflict(refused.reason());
    };
  }

  /// Remembers what became of the current revision; gives what is kept.
  Optional<RevisionOutcome> conclude(StackName name, RevisionOutcome outcome) throws IOException {
    return await(store.conclude(name, outcome), "store what became of stack " + name);
  }

  /// Changes what is kept of a node; gives it, or nothing when there is no such node.
  ///
  /// @param first what is changed where nothing is kept of it
  Optional<NodeRecord> change(
      NodeId node, Optional<NodeRecord> first, UnaryOperator<NodeRecord> change)
      throws IOException {
    return await(store.change(node, first, change), "store the record of node " + node);
  }

  /// The specification with the subnets that its networks have already, where it names none.
  static StackSpec withSubnets(StackSpec spec, Optional<StackSpec> before) {
    if (before.isEmpty()) return spec;
    Map<NetworkName, NetworkSpec> networks = new LinkedHashMap<>();
    spec.networks()
        .forEach(
            (name, network) -> {
              Optional<String> known =
                  Optional.ofNullable(before.get().networks().get(name))
                      .flatMap(NetworkSpec::subnet);
              boolean open = network.subnet().isEmpty() && known.isPresent();
              networks.put(name, open ? network.withSubnet(known.get()) : network);
            });
    return new StackSpec(spec.name(), spec.services(), networks, spec.volumes());
  }

  /// Gives volumes their homes for good; fails when one has another by now.
  void bind(Map<VolumeName, NodeId> homes) throws IOException {
    for (Map.Entry<VolumeName, NodeId> each : homes.entrySet()) {
      NodeId home =
          await(store.volumes().bind(each.getKey(), each.getValue()), "bind a volume to its node");
      if (!home.equals(each.getValue())) {
        throw new IOException("volume " + each.getKey() + " was bound to node " + home);
      }
    }
  }

  /// Forgets where a volume is that was removed.
  void unbind(VolumeName volume) throws IOException {
    await(store.volumes().unbind(volume), "forget the node of a volume");
  }

  /// Forgets a stack of which nothing is left but what is said of its volumes.
  void drop(StackRevision removed, VolumeFates volumes) throws IOException {
    await(store.forget(removed, volumes), "forget stack " + removed.spec().name());
  }

  /// Forgets volumes that were to be removed.
  void settle(Collection<DoomedVolume> volumes) throws IOException {
    await(store.volumes().settle(volumes), "forget removed volumes");
  }

  private static <T> T await(CompletableFuture<T> future, String what) throws IOException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException(what + ": the store has not answered; is the disk stuck?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(what + ": interrupted", e);
    }
  }
}
