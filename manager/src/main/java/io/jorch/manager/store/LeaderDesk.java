package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.TransferLeadershipException;
import org.apache.ratis.rpc.CallId;
import org.jspecify.annotations.Nullable;

/// Puts changes of the group before its leader, in this process or elsewhere, and again when it
/// has just been replaced or is busy with another change. Blocks.
final class LeaderDesk {
  /// A newcomer is sent the whole state before it counts.
  private static final Duration CHANGE = Duration.ofSeconds(60);

  private static final Duration QUESTION = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;
  private static final long TRANSFER_MILLIS = 5_000;

  private final Division division;

  LeaderDesk(Division division) {
    this.division = division;
  }

  /// @param next the members wanted, from those that are; asked anew when others changed them
  List<Peer> change(UnaryOperator<List<Peer>> next) throws IOException {
    return untilHeard(
        leader -> {
          List<Peer> now = members(leader);
          List<Peer> wanted = next.apply(now);
          if (!wanted.equals(now)) {
            send(leader, rpc -> configuration(rpc, leader, now, wanted));
          }
          return wanted;
        });
  }

  void transfer(RaftPeerId to) throws IOException {
    untilHeard(
        leader -> {
          if (!leader.equals(to)) {
            send(
                leader,
                rpc ->
                    new TransferLeadershipRequest(
                        rpc.client(),
                        leader,
                        division.group(),
                        CallId.getAndIncrement(),
                        to,
                        TRANSFER_MILLIS));
          }
          return List.of();
        });
  }

  private interface Visit {
    List<Peer> to(RaftPeerId leader) throws IOException;
  }

  private interface Form {
    RaftClientRequest fill(PeerRpc rpc);
  }

  private List<Peer> untilHeard(Visit visit) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return visit.to(leader().orElseThrow(LeaderRoute.NoLeader::new));
      } catch (ReconfigurationTimeoutException | TransferLeadershipException e) {
        throw e;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Optional<RaftPeerId> leader() {
    @Nullable RaftPeerId known = division.info().getLeaderId();
    if (known != null && division.seated()) {
      return Optional.of(known);
    }
    try (PeerRpc rpc = division.rpc(QUESTION)) {
      return division.peers().stream()
          .map(peer -> RaftPeerId.valueOf(peer.id().value()))
          .filter(id -> !id.equals(division.self()) && leads(rpc, id))
          .findFirst();
    }
  }

  private static boolean leads(PeerRpc rpc, RaftPeerId id) {
    try {
      return rpc.ask(id).getRoleInfoProto().getRole() == RaftPeerRole.LEADER;
    } catch (IOException e) {
      return false;
    }
  }

  private List<Peer> members(RaftPeerId leader) throws IOException {
    if (leader.equals(division.self())) {
      return division.peers();
    }
    try (PeerRpc rpc = division.rpc(QUESTION)) {
      return rpc.ask(leader).getGroup().getPeers().stream()
          .map(Division::peer)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Peer::id))
          .toList();
    }
  }

  private void send(RaftPeerId leader, Form form) throws IOException {
    try (PeerRpc rpc = division.rpc(CHANGE)) {
      RaftClientRequest request = form.fill(rpc);
      RaftClientReply reply =
          leader.equals(division.self()) ? sendHere(request) : rpc.send(request);
      if (reply.getException() != null) {
        throw reply.getException();
      }
    }
  }

  private RaftClientReply sendHere(RaftClientRequest request) throws IOException {
    return request instanceof SetConfigurationRequest change
        ? division.server().setConfiguration(change)
        : division.server().transferLeadership((TransferLeadershipRequest) request);
  }

  private SetConfigurationRequest configuration(
      PeerRpc rpc, RaftPeerId leader, List<Peer> now, List<Peer> wanted) {
    return new SetConfigurationRequest(
        rpc.client(),
        leader,
        division.group(),
        CallId.getAndIncrement(),
        SetConfigurationRequest.Arguments.newBuilder()
            .setServersInCurrentConf(ratis(now))
            .setServersInNewConf(ratis(wanted))
            .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
            .build());
  }

  private static List<RaftPeer> ratis(List<Peer> peers) {
    return peers.stream().map(Division::peer).toList();
  }
}
