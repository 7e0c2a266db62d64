package io.jorch.manager.control;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.manager.dispatch.Catalog;
import io.jorch.manager.dispatch.Demand;
import io.jorch.manager.dispatch.Everywhere;
import io.jorch.manager.dispatch.Shares;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What nodes need beside tasks: specifications, networks with each node's part of them, services
/// that answer everywhere. Kept from one look to the next; says which nodes a change concerns.
final class Surroundings {
  private final Stacks stacks;
  private final Function<TaskSpec, SpecHash> hash;
  private final Demand demand = new Demand();
  private final Set<NetworkName> unsettled = new HashSet<>();
  private List<StackRevision> present = List.of();
  private Map<NetworkName, String> subnets = Map.of();
  private long specs = -1;
  private Set<NodeId> nodes = Set.of();
  private Catalog catalog = Catalog.EMPTY;
  private Everywhere everywhere = Everywhere.NOTHING;
  private Optional<Instant> asked = Optional.empty();

  Surroundings(Stacks stacks, Function<TaskSpec, SpecHash> hash) {
    this.stacks = stacks;
    this.hash = hash;
  }

  Catalog catalog() {
    return catalog;
  }

  Everywhere everywhere() {
    return everywhere;
  }

  /// Takes in all that changed; gives the nodes whose surroundings did.
  ///
  /// @param wanted stacks whose networks and ports should be there
  /// @param all nodes that are told anything
  Set<NodeId> update(Board board, List<StackRevision> wanted, Set<NodeId> all, Instant now)
      throws IOException {
    for (TaskId id : board.touchedNeeds()) {
      demand.see(id, board.task(id), board.ended(id), board::spec);
    }
    Set<NodeId> concerned = new HashSet<>();
    boolean otherStacks = stacks(board, wanted, concerned);
    boolean otherNodes = !all.equals(nodes);
    nodes = all;
    if (demand.anew() || otherStacks) {
      Everywhere next = demand.everywhere(catalog.endpoints());
      if (!next.equals(everywhere)) concerned.addAll(all);
      everywhere = next;
      unsettled.addAll(next.networks());
    }
    if (otherNodes) unsettled.addAll(everywhere.networks());
    shares(otherStacks, concerned, now);
    return concerned;
  }

  @SuppressWarnings("ReferenceEquality") // the same as long as nothing in the store changes
  private boolean stacks(Board board, List<StackRevision> wanted, Set<NodeId> concerned) {
    Map<NetworkName, String> given = stacks.subnets();
    boolean same = wanted == present && given == subnets;
    if (same && specs == board.specsVersion()) return false;
    Map<StackName, StackRevision> before = new HashMap<>();
    present.forEach(each -> before.put(each.spec().name(), each));
    for (StackRevision each : wanted) {
      StackName name = each.spec().name();
      boolean alike = Objects.equals(before.remove(name), each);
      if (!alike || readdressed(each, given)) concerned.addAll(board.nodesOf(name));
    }
    before.keySet().forEach(gone -> concerned.addAll(board.nodesOf(gone)));
    present = wanted;
    subnets = given;
    specs = board.specsVersion();
    catalog = Catalog.of(wanted, hash, given, board.specs()).with(catalog.shares());
    return !same;
  }

  private boolean readdressed(StackRevision revision, Map<NetworkName, String> given) {
    return revision.spec().networks().values().stream()
        .anyMatch(each -> !Objects.equals(given.get(each.name()), subnets.get(each.name())));
  }

  private void shares(boolean otherStacks, Set<NodeId> concerned, Instant now) throws IOException {
    boolean longAgo = asked.map(at -> at.plus(Agenda.PERIOD).isBefore(now)).orElse(true);
    if (otherStacks || longAgo) {
      unsettled.addAll(demand.networks());
      asked = Optional.of(now);
    }
    unsettled.addAll(demand.changed());
    Shares.Needs needs = demand.needs(everywhere.networks(), nodes, unsettled);
    Shares next = new Shares(stacks.plans(needs), needs.fixed());
    unsettled.clear();
    if (next.equals(catalog.shares())) return;
    concerned(catalog.shares(), next, concerned);
    catalog = catalog.with(next);
  }

  private static void concerned(Shares before, Shares now, Set<NodeId> concerned) {
    Set<NetworkName> networks = new HashSet<>(before.plans().keySet());
    networks.addAll(now.plans().keySet());
    for (NetworkName network : networks) {
      Map<NodeId, List<String>> old = slices(before, network);
      Map<NodeId, List<String>> fresh = slices(now, network);
      boolean whole =
          !Objects.equals(before.fixed().get(network), now.fixed().get(network))
              || vni(before, network) != vni(now, network);
      if (!whole && old.equals(fresh)) continue;
      old.forEach(
          (node, slices) -> {
            if (whole || !slices.equals(fresh.get(node))) concerned.add(node);
          });
      fresh.forEach(
          (node, slices) -> {
            if (whole || !slices.equals(old.get(node))) concerned.add(node);
          });
    }
  }

  private static Map<NodeId, List<String>> slices(Shares shares, NetworkName network) {
    return Optional.ofNullable(shares.plans().get(network))
        .map(NetworkPlan::slices)
        .orElse(Map.of());
  }

  private static int vni(Shares shares, NetworkName network) {
    return Optional.ofNullable(shares.plans().get(network)).map(NetworkPlan::vni).orElse(0);
  }
}
