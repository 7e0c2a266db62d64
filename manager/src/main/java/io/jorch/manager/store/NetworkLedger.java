package io.jorch.manager.store;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkPlan;
import io.jorch.core.model.NodeId;
import io.jorch.core.wire.Wire;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Who has which slices of which network, in the durable store. Every allocation reads all of them
/// and is committed on the condition that none was made meanwhile.
public final class NetworkLedger {
  private static final Key LEDGER = new Key("ledger", "plans");
  private static final NetworkPlan NONE = new NetworkPlan(0, Map.of());
  private final Store store;
  private final Readings readings = new Readings();
  private volatile Read read = new Read(-1, Map.of());

  public NetworkLedger(Store store) {
    this.store = store;
  }

  /// Gives nodes what they lack; completes with all plans as they are then. Networks without a
  /// subnet are left out, and nothing is written when nobody lacks anything.
  ///
  /// @param containers addresses for containers by network and node; 0 for a part without any
  /// @param fixed addresses that specifications demand
  public CompletableFuture<Map<NetworkName, NetworkPlan>> grant(
      Map<NetworkName, Map<NodeId, Integer>> containers, Map<NetworkName, Set<String>> fixed) {
    DesiredState state = new DesiredState(store.snapshot(), readings);
    Map<NetworkName, NetworkPlan> given = plans(state);
    Map<NetworkName, NetworkPlan> changed =
        Slices.grant(given, lacking(containers, fixed, state, given));
    if (changed.isEmpty()) return CompletableFuture.completedFuture(given);
    return write(state, changed)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ ->
                      CompletableFuture.completedFuture(all(given, changed));
                  case Outcome.Conflict _ -> grant(containers, fixed);
                });
  }

  /// Read once for each state of the store.
  private Map<NetworkName, NetworkPlan> plans(DesiredState state) {
    Read known = read;
    if (known.version() == state.version()) return known.plans();
    Read fresh = new Read(state.version(), state.plans());
    read = fresh;
    return fresh.plans();
  }

  private record Read(long version, Map<NetworkName, NetworkPlan> plans) {}

  private static Map<NetworkName, Slices.Need> lacking(
      Map<NetworkName, Map<NodeId, Integer>> needs,
      Map<NetworkName, Set<String>> allFixed,
      DesiredState state,
      Map<NetworkName, NetworkPlan> given) {
    Map<NetworkName, String> subnets = state.subnets();
    Map<NetworkName, Slices.Need> lacking = new HashMap<>();
    needs.forEach(
        (network, containers) -> {
          String subnet = subnets.get(network);
          if (subnet == null || satisfied(subnet, given.getOrDefault(network, NONE), containers))
            return;
          Set<String> fixed = allFixed.getOrDefault(network, Set.of());
          lacking.put(network, new Slices.Need(subnet, containers, fixed));
        });
    return lacking;
  }

  private static boolean satisfied(
      String subnet, NetworkPlan plan, Map<NodeId, Integer> containers) {
    return containers.entrySet().stream()
        .noneMatch(
            each ->
                Slices.lacks(
                    subnet, plan.slices().getOrDefault(each.getKey(), List.of()), each.getValue()));
  }

  private static Map<NetworkName, NetworkPlan> all(
      Map<NetworkName, NetworkPlan> given, Map<NetworkName, NetworkPlan> changed) {
    Map<NetworkName, NetworkPlan> all = new LinkedHashMap<>(given);
    all.putAll(changed);
    return all;
  }

  private CompletableFuture<Outcome> write(
      DesiredState state, Map<NetworkName, NetworkPlan> changed) {
    Snapshot snapshot = state.snapshot();
    Transaction.Builder transaction =
        Transaction.begin().put(LEDGER, Expected.asRead(snapshot.get(LEDGER)), Blob.of(""));
    changed.forEach(
        (network, plan) -> {
          Key key = DesiredState.planKey(network);
          transaction.put(
              key,
              Expected.asRead(snapshot.get(key)),
              Blob.of(Wire.bytes(NetworkPlan.class, plan)));
        });
    return store.commit(transaction.build());
  }

  /// Takes back everything a node has, once it is no part of the cluster any more.
  public CompletableFuture<Void> release(NodeId node) {
    DesiredState state = new DesiredState(store.snapshot(), readings);
    Map<NetworkName, NetworkPlan> without = new LinkedHashMap<>();
    state
        .plans()
        .forEach(
            (network, plan) -> {
              if (!plan.slices().containsKey(node)) return;
              Map<NodeId, List<String>> rest = new LinkedHashMap<>(plan.slices());
              rest.remove(node);
              without.put(network, new NetworkPlan(plan.vni(), rest));
            });
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    if (without.isEmpty()) return done;
    return write(state, without)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed _ -> done;
                  case Outcome.Conflict _ -> release(node);
                });
  }
}
