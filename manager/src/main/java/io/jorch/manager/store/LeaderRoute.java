package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
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

  /// Nobody leads as far as is known: the entry went nowhere.
  static final class NoLeader extends IOException {
    private static final long serialVersionUID = 1;

    NoLeader() {
      super("no leader is known");
    }
  }

  private static final Executor OWN_THREAD = Thread::startVirtualThread;

  private final Division division;
  private final ClientId client = ClientId.randomId();
  private final Optional<PeerRpc> rpc;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable RaftPeerId hint;

  LeaderRoute(Division division) {
    this.division = division;
    this.rpc = division.transport().map(transport -> division.rpc(ATTEMPT));
  }

  /// Fails with [NoLeader] when it was sent to nobody; after any other failure it may or may not
  /// be in somebody's log.
  CompletableFuture<RaftClientReply> submit(byte[] entry) {
    if (division.info().isLeader()) {
      return submitHere(entry);
    }
    Optional<RaftPeerId> leader = leader();
    return leader.isEmpty() || rpc.isEmpty()
        ? CompletableFuture.failedFuture(new NoLeader())
        : CompletableFuture.supplyAsync(
            () -> submitTo(rpc.get(), leader.get(), entry), OWN_THREAD);
  }

  private CompletableFuture<RaftClientReply> submitHere(byte[] entry) {
    try {
      return division.server().submitClientRequestAsync(request(division.self(), client, entry));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private RaftClientReply submitTo(PeerRpc rpc, RaftPeerId leader, byte[] entry) {
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

  /// A member hears from its leader. One that is not in the group (yet) asks the others in turn.
  private Optional<RaftPeerId> leader() {
    @Nullable RaftPeerId known = division.info().getLeaderId();
    if (known != null && !known.equals(division.self())) {
      return Optional.of(known);
    }
    if (division.seated()) {
      return Optional.empty();
    }
    @Nullable RaftPeerId suggested = hint;
    List<Peer> others = division.peers();
    if (suggested != null || others.isEmpty()) {
      return Optional.ofNullable(suggested);
    }
    Peer next = others.get(Math.floorMod(turn.getAndIncrement(), others.size()));
    return Optional.of(RaftPeerId.valueOf(next.id().value()));
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
