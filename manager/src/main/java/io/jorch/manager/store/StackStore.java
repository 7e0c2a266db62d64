package io.jorch.manager.store;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.RevisionOutcome;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.StackSpec;
import io.jorch.core.wire.Wire;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// Stacks, networks, volumes and nodes in the durable store. Every decision is taken on a snapshot
/// and committed on the condition that what it was based on still holds; when it does not, it is
/// taken again on the newer state.
public final class StackStore {
  /// Revisions kept of each stack, for differences and for rolling back.
  public static final int HISTORY = 20;

  private final Store store;
  private final NetworkLedger networks;
  private final VolumeLedger volumes;
  private final Readings readings = new Readings();
  private final SubnetPool pool = SubnetPool.DEFAULT;

  public StackStore(Store store) {
    this.store = store;
    this.networks = new NetworkLedger(store);
    this.volumes = new VolumeLedger(store);
  }

  /// Who has which part of which network.
  public NetworkLedger networks() {
    return networks;
  }

  /// Which node has which volume.
  public VolumeLedger volumes() {
    return volumes;
  }

  public DesiredState state() {
    return new DesiredState(store.snapshot(), readings);
  }

  /// Calls back after each change of anything; what changed is found by reading [#state()].
  public Watch watch(Runnable changed) {
    return store.watch("", new Nudge(changed));
  }

  private record Nudge(Runnable changed) implements ChangeListener {
    @Override
    public void changed(List<Change> changes) {
      changed.run();
    }

    @Override
    public void reloaded() {
      changed.run();
    }
  }

  /// Stores the stack's next revision and its networks' new subnets, together.
  ///
  /// @param used prefixes the nodes already route, which new subnets avoid
  public CompletableFuture<Accepted> propose(Proposal proposal, Collection<String> used) {
    DesiredState state = state();
    StackSpec spec = proposal.spec();
    Optional<StackRevision> current = state.stack(spec.name());
    long number = current.map(StackRevision::revision).orElse(0L);
    if (proposal.based().isPresent() && proposal.based().getAsLong() != number) {
      return answer(new Accepted.Overtaken(number(current)));
    }
    return switch (Subnets.fill(spec, state.subnets(), used, pool)) {
      case Subnets.Result.Impossible impossible ->
          answer(new Accepted.Refused(impossible.reason()));
      case Subnets.Result.Filled filled -> {
        StackRevision next =
            new StackRevision(
                filled.spec(),
                number + 1,
                proposal.at(),
                proposal.reason(),
                proposal.removing(),
                proposal.removeVolumes(),
                proposal.rollbackTo());
        yield !proposal.again() && current.isPresent() && same(current.get(), next)
            ? answer(new Accepted.Unchanged(current.get()))
            : store(proposal, used, state, next, filled.fresh());
      }
    };
  }

  private CompletableFuture<Accepted> store(
      Proposal proposal,
      Collection<String> used,
      DesiredState state,
      StackRevision next,
      Map<NetworkName, String> fresh) {
    return store
        .commit(transaction(state, next, fresh))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Committed committed -> answer(new Accepted.Stored(next));
                  case Outcome.Conflict conflict -> propose(proposal, used);
                });
  }

  private static Transaction transaction(
      DesiredState state, StackRevision next, Map<NetworkName, String> fresh) {
    StackName name = next.spec().name();
    Blob json = Blob.of(Wire.bytes(StackRevision.class, next));
    Transaction.Builder transaction =
        Transaction.begin()
            .put(
                DesiredState.key(name),
                Expected.asRead(state.snapshot().get(DesiredState.key(name))),
                json)
            .put(DesiredState.revisionKey(name, next.revision()), Expected.absent(), json);
    for (long old : tooOld(state, name)) {
      transaction.delete(DesiredState.revisionKey(name, old), Expected.any());
      transaction.delete(DesiredState.outcomeKey(name, old), Expected.any());
    }
    // Every allocation reads all of them: two made at once may be of different networks.
    if (!fresh.isEmpty()) {
      Key ledger = new Key("ledger", "subnets");
      transaction.put(ledger, Expected.asRead(state.snapshot().get(ledger)), Blob.of(name.value()));
    }
    fresh.forEach(
        (network, subnet) ->
            transaction.put(
                DesiredState.key(network),
                Expected.asRead(state.snapshot().get(DesiredState.key(network))),
                Blob.of(subnet)));
    return transaction.build();
  }

  /// The latest that converged stays, however old: it is what is fallen back to.
  private static List<Long> tooOld(DesiredState state, StackName name) {
    List<Long> kept =
        state.snapshot().list(DesiredState.REVISION, name + "/").stream()
            .map(each -> Long.parseLong(each.key().name().substring(name.value().length() + 1)))
            .toList();
    Map<Long, RevisionOutcome> outcomes = state.outcomes(name);
    Optional<Long> converged =
        kept.reversed().stream()
            .filter(
                number ->
                    Optional.ofNullable(outcomes.get(number))
                        .filter(each -> each.state() == RevisionOutcome.State.CONVERGED)
                        .isPresent())
            .findFirst();
    return kept.stream()
        .limit(Math.max(0, kept.size() - HISTORY + 1))
        .filter(number -> !converged.equals(Optional.of(number)))
        .toList();
  }

  /// Remembers what became of a stack's current revision. Decided once: completes with what is
  /// kept, which is another decision when another was quicker, or nothing when the revision is no
  /// longer the current one.
  public CompletableFuture<Optional<RevisionOutcome>> conclude(
      StackName name, RevisionOutcome outcome) {
    Snapshot snapshot = store.snapshot();
    Optional<Versioned> stack = snapshot.get(DesiredState.key(name));
    if (stack.isEmpty() || current(stack.get()) != outcome.revision()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Key key = DesiredState.outcomeKey(name, outcome.revision());
    Optional<Versioned> known = snapshot.get(key);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(
          Optional.of(Wire.read(RevisionOutcome.class, known.get().value().bytes())));
    }
    Transaction transaction =
        Transaction.begin()
            .check(DesiredState.key(name), Expected.asRead(stack))
            .put(key, Expected.absent(), Blob.of(Wire.bytes(RevisionOutcome.class, outcome)))
            .build();
    return store
        .commit(transaction)
        .thenCompose(
            done ->
                switch (done) {
                  case Outcome.Committed committed ->
                      CompletableFuture.completedFuture(Optional.of(outcome));
                  case Outcome.Conflict conflict -> conclude(name, outcome);
                });
  }

  private static boolean same(StackRevision current, StackRevision next) {
    return current.spec().equals(next.spec())
        && current.removing() == next.removing()
        && current.removeVolumes() == next.removeVolumes();
  }

  private static OptionalLong number(Optional<StackRevision> revision) {
    return revision.map(found -> OptionalLong.of(found.revision())).orElseGet(OptionalLong::empty);
  }

  private static CompletableFuture<Accepted> answer(Accepted answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /// Forgets a stack whose removal is complete: its revisions, its own networks' subnets, and the
  /// places of its volumes that went with it. Completes with whether that revision was current.
  public CompletableFuture<Boolean> forget(StackRevision removed, VolumeFates volumes) {
    Snapshot snapshot = store.snapshot();
    StackName name = removed.spec().name();
    Optional<Versioned> current = snapshot.get(DesiredState.key(name));
    if (current.isEmpty() || current(current.get()) != removed.revision()) {
      return CompletableFuture.completedFuture(false);
    }
    Transaction.Builder transaction =
        Transaction.begin().delete(DesiredState.key(name), Expected.asRead(current));
    snapshot
        .list(DesiredState.REVISION, name + "/")
        .forEach(old -> transaction.delete(old.key(), Expected.any()));
    snapshot
        .list(DesiredState.OUTCOME, name + "/")
        .forEach(old -> transaction.delete(old.key(), Expected.any()));
    removed.spec().networks().values().stream()
        .filter(network -> !network.external())
        .forEach(
            network ->
                transaction
                    .delete(DesiredState.key(network.name()), Expected.any())
                    .delete(DesiredState.planKey(network.name()), Expected.any()));
    volumes.gone().forEach(each -> transaction.delete(DesiredState.key(each), Expected.any()));
    volumes
        .doomed()
        .forEach(
            each -> transaction.put(DesiredState.key(each), Expected.any(), Blob.of(name.value())));
    return store.commit(transaction.build()).thenApply(Outcome.Committed.class::isInstance);
  }

  private static long current(Versioned stack) {
    return Wire.read(StackRevision.class, stack.value().bytes()).revision();
  }

  /// Changes a node's record, as it is when the change is made. Completes with what is kept then,
  /// or nothing when there is no such node.
  ///
  /// @param first what is changed where nothing is kept of the node
  public CompletableFuture<Optional<NodeRecord>> change(
      NodeId node, Optional<NodeRecord> first, UnaryOperator<NodeRecord> change) {
    return new ClusterStore(store).change(node, first, (_, record) -> change.apply(record));
  }
}
