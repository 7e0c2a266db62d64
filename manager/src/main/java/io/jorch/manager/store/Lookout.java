package io.jorch.manager.store;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.DivisionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds where this member stands. A leader counts as one only while a majority answered it lately;
/// Ratis looks at that only every now and then. Once that failed, it leads no more in that term.
final class Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Division division;
  private final InstantSource clock;
  private long lostTerm = -1;
  private @Nullable Instant leaderless;

  Lookout(Division division, InstantSource clock) {
    this.division = division;
    this.clock = clock;
  }

  synchronized Standing look() {
    Standing found = found();
    if (found instanceof Standing.Leaderless) {
      leaderless = leaderless == null ? clock.instant() : leaderless;
      return new Standing.Leaderless(leaderless);
    }
    leaderless = null;
    return found;
  }

  private Standing found() {
    DivisionInfo info = division.info();
    if (!division.seated()) {
      return new Standing.Outside();
    }
    long term = info.getCurrentTerm();
    @Nullable RaftPeerId leader = info.getLeaderId();
    boolean leads = info.isLeaderReady();
    if (term != info.getCurrentTerm()) {
      return found(); // an election came between
    }
    if (leads && info.isLeader()) {
      return holds(info, term) ? new Standing.Leading(term) : none();
    }
    return Optional.ofNullable(leader)
        .filter(id -> !id.equals(division.self()))
        .flatMap(id -> Optional.ofNullable(division.configuration().getPeer(id)))
        .flatMap(Division::peer)
        .<Standing>map(peer -> new Standing.Following(peer, term))
        .orElseGet(Lookout::none);
  }

  private static Standing none() {
    return new Standing.Leaderless(Instant.EPOCH);
  }

  private boolean holds(DivisionInfo info, long term) {
    if (division.transport().isEmpty()) {
      return true; // there is nobody who could lead instead
    }
    if (term != lostTerm && majorityAnswers(info.getRoleInfoProto())) {
      return true;
    }
    if (term != lostTerm) {
      lostTerm = term;
      stepDown();
    }
    return false;
  }

  private boolean majorityAnswers(RoleInfoProto role) {
    if (role.getRoleElapsedTimeMs() < GrpcSettings.ELECTION_MAX_MILLIS) {
      return true; // a majority has just voted for it
    }
    List<String> members =
        division.configuration().getCurrentPeers().stream()
            .map(peer -> peer.getId().toString())
            .toList();
    long answering =
        role.getLeaderInfo().getFollowerInfoList().stream()
            .filter(each -> each.getLastRpcElapsedTimeMs() <= GrpcSettings.ELECTION_MAX_MILLIS)
            .filter(each -> members.contains(each.getId().getId().toStringUtf8()))
            .count();
    return answering + 1 >= members.size() / 2 + 1;
  }

  /// So that what it is told here and what Ratis does agree: it may win again, in a new term.
  @SuppressWarnings("FutureReturnValueIgnored") // it may have stepped down by itself by then
  private void stepDown() {
    try {
      division
          .server()
          .transferLeadershipAsync(
              new TransferLeadershipRequest(
                  ClientId.randomId(),
                  division.self(),
                  division.group(),
                  CallId.getAndIncrement(),
                  null,
                  GrpcSettings.ELECTION_MAX_MILLIS));
    } catch (IOException e) {
      LOG.debug("stepping down without a majority", e);
    }
  }
}
