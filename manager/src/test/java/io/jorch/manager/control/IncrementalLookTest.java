package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.cluster.Stamped;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskStatus;
import io.jorch.manager.dispatch.Assignments;
import io.jorch.manager.dispatch.Catalog;
import io.jorch.manager.dispatch.Demand;
import io.jorch.manager.dispatch.Everywhere;
import io.jorch.manager.dispatch.Shares;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Change;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.SlotRef;
import io.jorch.manager.reconcile.Specs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A look at what has changed must come to what a look at everything comes to, whatever happened.
class IncrementalLookTest {
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aLookAtEverythingFindsNothingThatALookAtWhatChangedLeft(long seed) throws Exception {
    Stage stage = new Stage(seed);
    int created = 0;
    for (int step = 0; step < STEPS; step++) {
      stage.event();
      stage.look();
      String when = "seed " + seed + ", step " + step;
      whole(stage, when);
      sets(stage, when);
      drawings(stage, when);
      created = Math.max(created, stage.board.tasks().size());
    }
    assertTrue(created > 10, "something happened");
  }

  /// All stacks reconciled together.
  private static void whole(Stage stage, String when) {
    Map<NodeId, NodeState> nodes = stage.board.states(stage.now);
    Map<TaskId, Task> tasks = new HashMap<>();
    stage.board.tasks().forEach(task -> tasks.put(task.id(), task));
    Map<TaskId, TaskStatus> statuses = new HashMap<>();
    tasks.keySet().forEach(id -> stage.board.status(id).ifPresent(each -> statuses.put(id, each)));
    Observed observed = new Observed(tasks, statuses, nodes, stage.board.fits());
    Stacks.Wanted wanted = stage.stacks.wanted();
    Outcome outcome =
        stage.reconciler.reconcile(wanted.stacks(), wanted.pasts(), observed, stage.now);
    List<Change> changes =
        outcome.changes().stream().filter(each -> !(each instanceof Change.StackGone)).toList();
    assertEquals(List.of(), changes, when);
    Map<SlotRef, String> waiting = new TreeMap<>();
    for (StackRevision each : wanted.stacks()) {
      waiting.putAll(stage.loop.picture().outcome(each.spec().name()).waiting());
    }
    assertEquals(outcome.waiting(), waiting, when);
  }

  /// All sets made anew from all tasks.
  private static void sets(Stage stage, String when) throws Exception {
    Set<StackName> leaving = stage.removals.underway();
    List<StackRevision> present =
        stage.stacks.current().stream()
            .filter(each -> !leaving.contains(each.spec().name()))
            .toList();
    Demand demand = new Demand();
    for (Task task : stage.board.tasks()) {
      demand.see(task.id(), Optional.of(task), stage.board.ended(task.id()), stage.board::spec);
    }
    Catalog catalog = Catalog.of(present, Specs::hash, stage.stacks.subnets(), stage.board.specs());
    Everywhere everywhere = demand.everywhere(catalog.endpoints());
    Set<NodeId> told = stage.dispatcher.sentRevisions().keySet();
    Shares.Needs needs = demand.needs(everywhere.networks(), told, demand.networks());
    Catalog whole = catalog.with(new Shares(stage.stacks.plans(needs), needs.fixed()));
    for (Map.Entry<NodeId, Stamped<AssignmentSet>> sent : stage.sets.snapshot().entrySet()) {
      AssignmentSet set = sent.getValue().value();
      AssignmentSet fresh =
          new Assignments(whole, everywhere)
              .one(sent.getKey(), stage.board.tasks(sent.getKey()), set);
      assertSame(set, fresh, when);
    }
    assertEquals(Set.copyOf(stage.board.syncedNodes()), told, when);
  }

  private static void drawings(Stage stage, String when) {
    Map<TaskId, Task> drawn = new TreeMap<>(stage.loop.picture().observed().tasks());
    Map<TaskId, Task> there = new TreeMap<>();
    stage.board.tasks().forEach(task -> there.put(task.id(), task));
    assertEquals(there, drawn, when);
  }
}
