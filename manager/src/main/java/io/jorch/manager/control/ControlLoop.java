package io.jorch.manager.control;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.Task.Desired;
import io.jorch.core.model.TaskId;
import io.jorch.manager.control.Stacks.Wanted;
import io.jorch.manager.node.NodeState;
import io.jorch.manager.reconcile.Change;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Outcome;
import io.jorch.manager.reconcile.Reconciler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The manager's one loop: look at what has changed, decide, write down what was decided, send it
/// out. An event only makes it look sooner; it looks again after a while even without any, and
/// then at a part of everything, whether it changed or not.
final class ControlLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final Duration RESYNC = Duration.ofSeconds(5);
  private static final Duration LONGEST_BREATH = Duration.ofMillis(200);

  /// How long nodes may take to tell a new manager what they have, before it decides without them.
  private static final Duration HEARING = Duration.ofSeconds(5);

  private static final Duration MOMENT = Duration.ofMillis(500);
  private final Stacks stacks;
  private final Board board;
  private final Reconciler reconciler;
  private final Placing placing;
  private final Dispatcher dispatcher;
  private final Removals removals;
  private final LateRemovals lateRemovals;
  private final Rulings rulings;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final Runnable recall;
  private final Feed wake = new Feed();
  private final Thread thread;
  private final Agenda agenda;
  private final Gallery gallery;
  private final Supplier<Set<NodeId>> departed;
  private final CountDownLatch heard = new CountDownLatch(1);
  private volatile Optional<Instant> started = Optional.empty();
  private volatile boolean closed;

  /// @param recall run before each look: takes in what nodes have told
  /// @param departed nodes that are known to be away
  ControlLoop(
      Stacks stacks,
      Board board,
      Reconciler reconciler,
      Placing placing,
      Dispatcher dispatcher,
      Removals removals,
      LateRemovals lateRemovals,
      Chronicle chronicle,
      InstantSource clock,
      Runnable recall,
      Supplier<Set<NodeId>> departed) {
    this.recall = recall;
    this.departed = departed;
    this.stacks = stacks;
    this.board = board;
    this.reconciler = reconciler;
    this.placing = placing;
    this.dispatcher = dispatcher;
    this.removals = removals;
    this.lateRemovals = lateRemovals;
    this.rulings = new Rulings(stacks, chronicle);
    this.chronicle = chronicle;
    this.clock = clock;
    this.agenda = new Agenda(board);
    this.gallery = new Gallery(board);
    thread = Thread.ofPlatform().name("manager").daemon().unstarted(this::run);
  }

  void start() {
    started = Optional.of(clock.instant());
    thread.start();
  }

  /// Asks for a look now.
  void wake() {
    wake.changed();
  }

  /// Waits, at the beginning, for the first look at everything.
  Picture picture() {
    if (heard.getCount() > 0 && started.isPresent() && !Thread.currentThread().equals(thread)) {
      await(started.get().plus(HEARING).plus(MOMENT));
    }
    return gallery.picture();
  }

  private void await(Instant end) {
    try {
      var _ = heard.await(clock.instant().until(end).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Changes with each new picture.
  Feed drawn() {
    return gallery.drawn();
  }

  private void run() {
    while (!closed) {
      long seen = wake.generation();
      long began = System.nanoTime();
      Duration rest = RESYNC;
      try {
        rest = step(clock.instant());
      } catch (IOException | RuntimeException e) {
        LOG.error("the manager's loop goes on after a failure", e);
      }
      try {
        breathe(Duration.ofNanos(System.nanoTime() - began));
        wake.await(seen, rest);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Rests as long as it worked: the first of many events is answered at once, those that come
  /// meanwhile share the next look, and the loop seldom takes more than half a processor.
  private static void breathe(Duration worked) throws InterruptedException {
    Thread.sleep(worked.compareTo(LONGEST_BREATH) < 0 ? worked : LONGEST_BREATH);
  }

  /// One look; gives how long nothing can change by itself.
  Duration step(Instant now) throws IOException {
    recall.run();
    Wanted wanted = stacks.wanted();
    board.records(stacks.nodes(), stacks.doomed());
    if (!hasHeard(now)) return rest(started.map(at -> at.plus(HEARING)), now);
    Map<NodeId, NodeState> nodes = board.states(now);
    Set<StackName> due = agenda.due(wanted, nodes, now);
    Map<StackName, Outcome> outcomes = new LinkedHashMap<>();
    for (StackName stack : due) outcomes.put(stack, reconcile(stack, wanted, nodes, now));
    Map<TaskId, String> unplaced = placing.place(board, wanted.stacks(), nodes, now);
    dispatcher.send(board, wanted.stacks(), removals.underway(), now);
    removals.finish(nodes.values());
    lateRemovals.look(nodes.values(), now);
    draw(outcomes, wanted, nodes);
    gallery.show(wanted, nodes, unplaced, now);
    heard.countDown();
    return rest(earliest(agenda.wakeAt(), board.nextLoss(now)), now);
  }

  /// A new manager decides nothing before it knows what runs: it would start tasks again that run
  /// already, and take ports away from them.
  private boolean hasHeard(Instant now) {
    return heard.getCount() == 0
        || board.complete(departed.get())
        || started.map(at -> at.plus(HEARING).isBefore(now)).orElse(true);
  }

  private Outcome reconcile(
      StackName stack, Wanted wanted, Map<NodeId, NodeState> nodes, Instant now)
      throws IOException {
    List<StackRevision> revision = agenda.revision(stack).stream().toList();
    Observed observed = board.observed(stack, nodes);
    Outcome outcome = reconciler.reconcile(revision, wanted.pasts(), observed, now);
    for (Change change : outcome.changes()) apply(change, now);
    return outcome;
  }

  private void draw(Map<StackName, Outcome> outcomes, Wanted wanted, Map<NodeId, NodeState> nodes) {
    outcomes.forEach(
        (stack, outcome) -> {
          agenda.done(stack, outcome.wakeAt());
          gallery.draw(stack, agenda.revision(stack), wanted.past(stack), outcome, nodes);
        });
    for (StackName stack : agenda.late()) {
      if (!outcomes.containsKey(stack)) gallery.redraw(stack, nodes);
    }
  }

  private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Instant::compareTo);
  }

  private void apply(Change change, Instant now) throws IOException {
    switch (change) {
      case Change.Create(Task task) -> {
        board.put(task);
        chronicle.task(task, "created", "", now);
      }
      case Change.Stop(TaskId task, String reason) -> toward(task, Desired.STOP, reason, now);
      case Change.Remove(TaskId task, String reason) -> toward(task, Desired.REMOVE, reason, now);
      case Change.Forget(TaskId task) -> forget(task, now);
      case Change.StackGone(var stack) -> removals.begin(stack);
      case Change.Decide(var stack, var outcome) -> rulings.decide(stack, outcome);
      case Change.RollBack(var stack, var outcome) -> rulings.rollBack(stack, outcome, now);
    }
  }

  private void toward(TaskId id, Desired desired, String reason, Instant now) {
    Optional<Task> task = board.task(id);
    if (task.isEmpty()) return;
    board.put(task.get().toward(desired));
    chronicle.task(task.get(), desired == Desired.STOP ? "stopping" : "removing", reason, now);
  }

  private void forget(TaskId id, Instant now) {
    board.forget(id).ifPresent(task -> chronicle.task(task, "removed", "", now));
    dispatcher.forget(id);
  }

  private static Duration rest(Optional<Instant> wakeAt, Instant now) {
    Duration until = wakeAt.map(at -> Duration.between(now, at).plusMillis(1)).orElse(RESYNC);
    if (until.isNegative() || until.isZero()) return Duration.ofMillis(1);
    return until.compareTo(RESYNC) < 0 ? until : RESYNC;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
