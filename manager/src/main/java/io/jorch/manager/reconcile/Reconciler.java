package io.jorch.manager.reconcile;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Compares all stacks with all tasks. Holds no state between two calls.
public final class Reconciler {
  /// More than any stack needs: each round but the last begins or ends a task somewhere.
  private static final int MOST_ROUNDS = 100;

  private final Function<TaskSpec, SpecHash> hash;
  private final RandomGenerator ids;

  /// Makes a reconciler.
  ///
  /// @param hash equal results mean that a task need not be replaced
  /// @param ids where the ids of new tasks come from
  public Reconciler(Function<TaskSpec, SpecHash> hash, RandomGenerator ids) {
    this.hash = hash;
    this.ids = ids;
  }

  /// Looks at everything once.
  ///
  /// @param desired the latest revision of each stack
  /// @param pasts what is durably known beside it, by stack
  public Outcome reconcile(
      List<StackRevision> desired, Map<StackName, Past> pasts, Observed observed, Instant now) {
    Ledger ledger = new Ledger(observed);
    Map<StackName, List<Seen>> stacks =
        observed.nodes().isEmpty() ? Map.of() : byStack(observed, ledger);
    for (StackRevision revision : desired) {
      List<Seen> tasks = stacks.get(revision.spec().name());
      List<Seen> mine = tasks == null ? List.of() : tasks;
      Past past = pasts.getOrDefault(revision.spec().name(), Past.NONE);
      settle(revision, past, mine, ledger, now);
    }
    Set<StackName> known =
        desired.stream().map(revision -> revision.spec().name()).collect(Collectors.toSet());
    stacks.forEach(
        (name, tasks) -> {
          if (!known.contains(name)) {
            tasks.forEach(seen -> ledger.remove(seen, "stack " + name + " is gone"));
          }
        });
    return ledger.outcome();
  }

  /// Looks again at what its own changes will have made of the stack, until nothing follows from
  /// them: so asking again once they are applied gives nothing new.
  private void settle(
      StackRevision revision, Past past, List<Seen> tasks, Ledger ledger, Instant now) {
    Past known = past;
    List<Seen> seen = tasks;
    Ledger look = ledger.another();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      look = ledger.another();
      look(Stack.of(revision, known, seen, ledger.observed(), hash), look, now);
      ledger.addChanges(look);
      if (look.last()) {
        break;
      }
      known = look.decided().map(known::with).orElse(known);
      seen = look.after(seen);
    }
    ledger.addReasons(look);
  }

  private void look(Stack stack, Ledger ledger, Instant now) {
    Observed observed = stack.observed();
    Optional<String> incomplete = observed.incomplete();
    if (observed.nodes().isEmpty()) {
      incomplete.ifPresent(reason -> stack.hold(reason, ledger));
      return;
    }
    if (stack.revision().removing()) {
      new Shutdown(stack, ledger).removeStack();
      return;
    }
    new Shutdown(stack, ledger).stopServices();
    for (Seen stray : stack.strays()) {
      ledger.remove(stray, "service " + stray.task().service() + " is no longer in the stack");
    }
    if (incomplete.isPresent()) {
      stack.hold(incomplete.get(), ledger);
      return;
    }
    Gate gate = new Gate(stack, now);
    Judge judge = new Judge(stack, gate, now);
    Optional<Change> ruling = judge.ruling();
    if (ruling.isPresent()) {
      ledger.decide(ruling.get());
      return;
    }
    for (Service service : stack.services().values()) {
      new ServicePass(service, gate, ledger, now, ids).run();
      judge.watchedUntil(service).ifPresent(ledger::wake);
    }
  }

  private static Map<StackName, List<Seen>> byStack(Observed observed, Ledger ledger) {
    Map<StackName, List<Seen>> stacks = new TreeMap<>();
    for (Task task : observed.tasks().values()) {
      Seen seen = observed.see(task);
      if (seen.state() == TaskState.REMOVED) {
        ledger.forget(seen);
      } else {
        stacks.computeIfAbsent(task.stack(), _ -> new ArrayList<>()).add(seen);
      }
    }
    return stacks;
  }
}
