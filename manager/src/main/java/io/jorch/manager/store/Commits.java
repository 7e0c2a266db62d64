package io.jorch.manager.store;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.jspecify.annotations.Nullable;

/// Transactions on their way through the log. Each is tried again, under the same ticket, until it
/// is answered or patience ends: the log makes it happen once at most. What went through another
/// member is answered when this one has applied it too.
final class Commits {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 20;

  /// Whoever waits for an outcome never runs on the thread that applies the log.
  private static final Executor OFF_THE_LOG = Thread::startVirtualThread;

  /// An outcome, and where in the log it was decided.
  record Answer(Outcome outcome, long index) {}

  /// @param sent whether some log may have it from an attempt that failed
  /// @param trying whether an attempt is under way
  private record Pending(
      long call,
      Blob entry,
      CompletableFuture<Answer> result,
      long deadline,
      AtomicBoolean sent,
      AtomicBoolean trying) {
    long left() {
      return deadline - System.nanoTime();
    }

    boolean mayBeStored() {
      return sent.get() || trying.get();
    }
  }

  private final LeaderRoute route;
  private final ObjectMachine machine;
  private final QuorumReport report;
  private final UUID client = UUID.randomUUID();
  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private final AtomicReference<@Nullable StoreException> ended = new AtomicReference<>();
  private long calls;

  Commits(LeaderRoute route, ObjectMachine machine, QuorumReport report) {
    this.route = route;
    this.machine = machine;
    this.report = report;
  }

  CompletableFuture<Answer> submit(byte[] transaction) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Pending mine =
        register(
            floor ->
                new Pending(
                    calls,
                    Blob.of(LogRecord.bytes(new Ticket(client, calls, floor), transaction)),
                    new CompletableFuture<>(),
                    deadline,
                    new AtomicBoolean(),
                    new AtomicBoolean()));
    @Nullable StoreException end = ended.get();
    if (end != null) {
      fail(mine, end);
    } else {
      attempt(mine);
    }
    return mine.result();
  }

  /// The floor covers every call that is still waited for, so it is taken with the call's number.
  private Pending register(LongFunction<Pending> made) {
    synchronized (pending) {
      calls++;
      Pending mine = made.apply(pending.isEmpty() ? calls : pending.firstKey());
      pending.put(calls, mine);
      return mine;
    }
  }

  /// Fails everything under way and everything that comes, with the first reason given.
  void end(StoreException reason) {
    if (ended.compareAndSet(null, reason)) {
      OFF_THE_LOG.execute(() -> waiting().forEach(each -> fail(each, reason)));
    }
  }

  private List<Pending> waiting() {
    synchronized (pending) {
      return List.copyOf(pending.values());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the result's own future tells of failures
  private void attempt(Pending mine) {
    mine.trying().set(true);
    route
        .submit(mine.entry().bytes())
        .whenCompleteAsync((reply, failure) -> answer(mine, reply, failure), OFF_THE_LOG);
  }

  private void answer(Pending mine, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
    @Nullable Throwable problem = reply == null ? plain(failure) : reply.getException();
    if (reply == null || problem != null) {
      refused(mine, problem);
      return;
    }
    try {
      Outcome outcome = BinaryForm.outcome(reply.getMessage().getContent().newInput());
      complete(mine, outcome, reply.getLogIndex());
    } catch (IOException e) {
      fail(mine, unknown(e));
    }
  }

  private static @Nullable Throwable plain(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void refused(Pending mine, @Nullable Throwable problem) {
    mine.sent().compareAndSet(false, !heardByNobody(problem));
    mine.trying().set(false);
    @Nullable StoreException end = ended.get();
    if (end != null) {
      fail(mine, end);
    } else if (problem instanceof StateMachineException || !(problem instanceof IOException)) {
      fail(mine, unknown(problem));
    } else if (mine.left() > 0) {
      CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, OFF_THE_LOG)
          .execute(() -> attempt(mine));
    } else {
      fail(mine, report.explain(mine.sent().get(), problem));
    }
  }

  private static boolean heardByNobody(@Nullable Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof LeaderRoute.NoLeader || each instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  /// Nobody may read here less than they were told: not before it is applied, unless this member
  /// lags for longer than patience lasts.
  @SuppressWarnings("FutureReturnValueIgnored") // of the dependent stage, which cannot fail
  private void complete(Pending mine, Outcome outcome, long index) {
    forget(mine);
    machine
        .applied(index)
        .copy()
        .completeOnTimeout(null, Math.max(0, mine.left()), TimeUnit.NANOSECONDS)
        .thenRunAsync(() -> mine.result().complete(new Answer(outcome, index)), OFF_THE_LOG);
  }

  private void fail(Pending mine, StoreException reason) {
    @Nullable StoreException end = ended.get();
    forget(mine);
    mine.result().completeExceptionally(end == null ? reason : ended(end, mine.mayBeStored()));
  }

  private static StoreException ended(StoreException end, boolean mayBeStored) {
    return mayBeStored
        ? StoreException.unknownOutcome(
            end.getMessage() + "; whether the change was stored is unknown", end)
        : end;
  }

  private void forget(Pending mine) {
    synchronized (pending) {
      pending.remove(mine.call());
    }
  }

  private static StoreException unknown(@Nullable Throwable problem) {
    return StoreException.unknownOutcome(
        "the store did not answer a transaction: "
            + problem
            + "; whether it was stored is unknown, read before trying again",
        problem);
  }
}
