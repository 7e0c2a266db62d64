package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/// Transactions on their way through the log. They are submitted to the server in this process: no
/// client and no copy but the log's own.
final class Commits {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Whoever waits for an outcome never runs on the thread that applies the log.
  private static final Executor OFF_THE_LOG = Thread::startVirtualThread;

  private record Pending(
      RaftClientRequest request, CompletableFuture<Outcome> result, long deadline) {}

  private final RaftServer server;
  private final RaftGroupId group;
  private final ClientId client = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable StoreException> ended = new AtomicReference<>();

  Commits(RaftServer server, RaftGroupId group) {
    this.server = server;
    this.group = group;
  }

  CompletableFuture<Outcome> submit(byte[] transaction) {
    long call = calls.incrementAndGet();
    Pending mine =
        new Pending(
            request(call, transaction),
            new CompletableFuture<>(),
            System.nanoTime() + PATIENCE.toNanos());
    pending.put(call, mine);
    @Nullable StoreException end = ended.get();
    if (end != null) {
      fail(mine, end);
    } else {
      submit(mine);
    }
    return mine.result();
  }

  /// Fails everything under way and everything that comes, with the first reason given.
  void end(StoreException reason) {
    if (ended.compareAndSet(null, reason)) {
      OFF_THE_LOG.execute(() -> pending.values().forEach(each -> fail(each, reason)));
    }
  }

  private RaftClientRequest request(long call, byte[] transaction) {
    return RaftClientRequest.newBuilder()
        .setClientId(client)
        .setServerId(server.getId())
        .setGroupId(group)
        .setCallId(call)
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(transaction)))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the result's own future tells of failures
  private void submit(Pending mine) {
    try {
      server
          .submitClientRequestAsync(mine.request())
          .whenCompleteAsync((reply, failure) -> answer(mine, reply, failure), OFF_THE_LOG);
    } catch (IOException | RuntimeException e) {
      fail(mine, unanswered(e));
    }
  }

  private void answer(Pending mine, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
    @Nullable Throwable problem = reply == null ? failure : reply.getException();
    if (reply == null || problem != null) {
      if (passing(problem) && System.nanoTime() < mine.deadline() && ended.get() == null) {
        again(mine);
      } else {
        fail(mine, unanswered(problem));
      }
      return;
    }
    try {
      Outcome outcome = BinaryForm.outcome(reply.getMessage().getContent().newInput());
      pending.remove(mine.request().getCallId());
      mine.result().complete(outcome);
    } catch (IOException e) {
      fail(mine, unanswered(e));
    }
  }

  /// The same request with the same call id, which the log recognises: it never happens twice.
  private void again(Pending mine) {
    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS, OFF_THE_LOG)
        .execute(() -> submit(mine));
  }

  /// Leadership is between two terms; with nobody else to lead it comes back by itself.
  private static boolean passing(@Nullable Throwable problem) {
    return problem instanceof NotLeaderException
        || problem instanceof LeaderNotReadyException
        || problem instanceof LeaderSteppingDownException;
  }

  private void fail(Pending mine, StoreException reason) {
    @Nullable StoreException end = ended.get();
    pending.remove(mine.request().getCallId());
    mine.result().completeExceptionally(end != null ? end : reason);
  }

  private static StoreException unanswered(@Nullable Throwable problem) {
    return new StoreException(
        "the store did not answer a transaction: "
            + problem
            + "; whether it was stored is unknown, read before trying again",
        problem);
  }
}
