package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/// Brings log entries to whoever leads, each once per call: to the server in this process without
/// a client and a copy when it leads, else over the network.
final class LeaderRoute implements AutoCloseable {
  /// A leader that takes longer than this may be frozen; by then there is another one.
  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 100;

  /// Nobody leads as far as is known: the entry went nowhere.
  static final class NoLeader extends IOException {
    private static final long serialVersionUID = 1;

    NoLeader() {
      super("no leader is known");
    }
  }

  private static final Executor OWN_THREAD = Thread::startVirtualThread;

  private final Division division;
  private final Lookout lookout;
  private final ClientId client = ClientId.randomId();
  private final Optional<PeerRpc> rpc;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable RaftPeerId hint;

  LeaderRoute(Division division, Lookout lookout) {
    this.division = division;
    this.lookout = lookout;
    this.rpc = division.transport().map(transport -> division.rpc(ATTEMPT));
  }

  /// Fails with [NoLeader] when it was sent to nobody; after any other failure it may or may not
  /// be in somebody's log.
  CompletableFuture<RaftClientReply> submit(byte[] entry) {
    return switch (lookout.look()) {
      case Standing.Leading leading -> submitHere(entry);
      case Standing.Following following ->
          whileItLeads(following, submitTo(id(following.leader()), entry));
      case Standing.Leaderless nobody -> CompletableFuture.failedFuture(new NoLeader());
      case Standing.Outside outside -> submitFromOutside(entry);
    };
  }

  private CompletableFuture<RaftClientReply> whileItLeads(
      Standing.Following following, CompletableFuture<RaftClientReply> reply) {
    watchOver(following, reply);
    return reply;
  }

  /// A leader that froze keeps what it was sent; as soon as there is another one, that is asked.
  private void watchOver(Standing.Following following, CompletableFuture<RaftClientReply> reply) {
    CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, OWN_THREAD)
        .execute(
            () -> {
              if (!reply.isDone() && replaced(following)) {
                reply.completeExceptionally(new IOException("another member leads now"));
              } else if (!reply.isDone()) {
                watchOver(following, reply);
              }
            });
  }

  private boolean replaced(Standing.Following before) {
    return switch (lookout.look()) {
      case Standing.Leading leading -> true;
      case Standing.Following following -> !following.equals(before);
      case Standing.Leaderless nobody -> false;
      case Standing.Outside outside -> false;
    };
  }

  private static RaftPeerId id(Peer peer) {
    return RaftPeerId.valueOf(peer.id().value());
  }

  private CompletableFuture<RaftClientReply> submitHere(byte[] entry) {
    try {
      return division.server().submitClientRequestAsync(request(division.self(), client, entry));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<RaftClientReply> submitTo(RaftPeerId leader, byte[] entry) {
    return rpc.isEmpty()
        ? CompletableFuture.failedFuture(new NoLeader())
        : CompletableFuture.supplyAsync(() -> sent(rpc.get(), leader, entry), OWN_THREAD);
  }

  /// Not in the group (yet), it hears from no leader: it asks the others in turn.
  private CompletableFuture<RaftClientReply> submitFromOutside(byte[] entry) {
    @Nullable RaftPeerId suggested = hint;
    List<Peer> others = division.peers();
    if (suggested == null && others.isEmpty()) {
      return CompletableFuture.failedFuture(new NoLeader());
    }
    return submitTo(
        suggested != null
            ? suggested
            : id(others.get(Math.floorMod(turn.getAndIncrement(), others.size()))),
        entry);
  }

  private RaftClientReply sent(PeerRpc rpc, RaftPeerId leader, byte[] entry) {
    try {
      rpc.know(division.peers().stream().map(Division::peer).toList());
      RaftClientReply reply = rpc.send(request(leader, rpc.client(), entry));
      NotLeaderException other = reply.getNotLeaderException();
      hint =
          other == null || other.getSuggestedLeader() == null
              ? null
              : other.getSuggestedLeader().getId();
      return reply;
    } catch (IOException e) {
      hint = null;
      throw new CompletionException(e);
    }
  }

  private RaftClientRequest request(RaftPeerId leader, ClientId from, byte[] entry) {
    return RaftClientRequest.newBuilder()
        .setClientId(from)
        .setServerId(leader)
        .setGroupId(division.group())
        .setCallId(CallId.getAndIncrement())
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  @Override
  public void close() {
    rpc.ifPresent(PeerRpc::close);
  }
}
