package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/// This member's part of the group, in Ratis' terms and in ours.
///
/// @param invited the members a newcomer was told of, which it asks until it knows the group
/// @param transport how others are reached; empty in a store that is alone
record Division(
    RaftServer server, RaftGroupId group, List<Peer> invited, Optional<Parameters> transport) {
  RaftPeerId self() {
    return server.getId();
  }

  DivisionInfo info() {
    return division().getInfo();
  }

  private RaftServer.Division division() {
    try {
      return server.getDivision(group);
    } catch (IOException e) {
      throw new StoreException("the store is closed: " + e.getMessage(), e);
    }
  }

  boolean leads() {
    return info().isLeader();
  }

  /// The index of the last entry in this member's log, -1 when it is empty.
  long last() {
    @Nullable TermIndex last = division().getRaftLog().getLastEntryTermIndex();
    return last == null ? -1 : last.getIndex();
  }

  RaftConfiguration configuration() {
    return division().getRaftConf();
  }

  /// Whether this member is in the group by the latest configuration it has, and takes part.
  boolean seated() {
    return configuration().getPeer(self()) != null && info().isAlive();
  }

  /// The members by the latest configuration this one has, by id; a newcomer's invitation until
  /// then.
  List<Peer> peers() {
    List<Peer> known = peers(configuration());
    return known.isEmpty() ? invited : known;
  }

  static List<Peer> peers(RaftConfiguration configuration) {
    return configuration.getCurrentPeers().stream()
        .map(Division::peer)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Peer::id))
        .toList();
  }

  /// Empty for the member of a store that is alone, which has no address.
  static Optional<Peer> peer(RaftPeer peer) {
    return peer.getAddress() == null || peer.getAddress().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Peer(new NodeId(peer.getId().toString()), PeerAddress.parse(peer.getAddress())));
  }

  static RaftPeer peer(Peer peer) {
    return RaftPeer.newBuilder()
        .setId(peer.id().value())
        .setAddress(peer.address().toString())
        .build();
  }

  /// A way to the others, to be closed by the caller.
  PeerRpc rpc(Duration timeout) {
    Parameters parameters =
        transport.orElseThrow(
            () -> new StoreException("the store is alone: there are no other members to ask"));
    PeerRpc rpc = new PeerRpc(new GrpcFactory(parameters), group, timeout);
    rpc.know(peers().stream().map(Division::peer).toList());
    return rpc;
  }
}
