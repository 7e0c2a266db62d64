package io.jorch.manager.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogInfoProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;

/// Asks all members how they are, at the same time.
final class Roll {
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private sealed interface Answer {
    record Here(RoleInfoProto role, LogInfoProto log) implements Answer {}

    record Silent(String why) implements Answer {}
  }

  private final Division division;

  Roll(Division division) {
    this.division = division;
  }

  /// By id; takes at most about two seconds. Blocks.
  List<MemberHealth> call() {
    List<Peer> peers = division.peers();
    try (PeerRpc rpc = division.rpc(PATIENCE)) {
      Map<Peer, CompletableFuture<Answer>> asked = new HashMap<>();
      for (Peer peer : peers) {
        asked.put(
            peer, CompletableFuture.supplyAsync(() -> ask(rpc, peer), Thread::startVirtualThread));
      }
      Map<Peer, Answer> answers = new HashMap<>();
      asked.forEach((peer, answer) -> answers.put(peer, answer.join()));
      return peers.stream().map(peer -> health(peer, answers)).toList();
    }
  }

  private Answer ask(PeerRpc rpc, Peer peer) {
    try {
      RaftPeerId id = RaftPeerId.valueOf(peer.id().value());
      GroupInfoReply reply = id.equals(division.self()) ? here(rpc) : rpc.ask(id);
      return new Answer.Here(reply.getRoleInfoProto(), reply.getLogInfoProto());
    } catch (IOException | RuntimeException e) {
      return new Answer.Silent(why(e));
    }
  }

  private GroupInfoReply here(PeerRpc rpc) throws IOException {
    return division
        .server()
        .getGroupInfo(
            new GroupInfoRequest(
                rpc.client(), division.self(), division.group(), CallId.getAndIncrement()));
  }

  /// The innermost reason, in few words.
  static String why(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage());
    if (text.contains("DEADLINE_EXCEEDED")) {
      return "no answer within " + PATIENCE.toMillis() + " ms";
    }
    if (text.contains("Connection refused")) {
      return "connection refused";
    }
    int line = text.indexOf('\n');
    return line < 0 ? text : text.substring(0, line);
  }

  private static MemberHealth health(Peer peer, Map<Peer, Answer> all) {
    Answer answer = all.getOrDefault(peer, new Answer.Silent("not asked"));
    return switch (answer) {
      case Answer.Here here ->
          new MemberHealth(
              peer,
              role(here.role()),
              true,
              Optional.of(Duration.ZERO),
              OptionalLong.of(Math.max(0, furthest(all) - last(here))),
              Optional.empty());
      case Answer.Silent silent ->
          new MemberHealth(
              peer,
              MemberHealth.Role.UNKNOWN,
              false,
              heard(peer, all),
              OptionalLong.empty(),
              Optional.of(silent.why()));
    };
  }

  private static MemberHealth.Role role(RoleInfoProto info) {
    return switch (info.getRole()) {
      case LEADER -> MemberHealth.Role.LEADER;
      case CANDIDATE -> MemberHealth.Role.CANDIDATE;
      default -> MemberHealth.Role.FOLLOWER;
    };
  }

  private static long last(Answer.Here here) {
    return Math.max(here.log().getLastEntry().getIndex(), here.log().getLastSnapshot().getIndex());
  }

  private static long furthest(Map<Peer, Answer> all) {
    return here(all).stream().mapToLong(Roll::last).max().orElse(0);
  }

  /// When the leader last heard of it, if there is one.
  private static Optional<Duration> heard(Peer silent, Map<Peer, Answer> all) {
    return here(all).stream()
        .filter(each -> each.role().hasLeaderInfo())
        .flatMap(each -> each.role().getLeaderInfo().getFollowerInfoList().stream())
        .filter(each -> each.getId().getId().toStringUtf8().equals(silent.id().value()))
        .map(ServerRpcProto::getLastRpcElapsedTimeMs)
        .map(Duration::ofMillis)
        .findFirst();
  }

  private static List<Answer.Here> here(Map<Peer, Answer> all) {
    List<Answer.Here> found = new ArrayList<>();
    for (Answer answer : all.values()) {
      if (answer instanceof Answer.Here here) {
        found.add(here);
      }
    }
    return found;
  }
}
