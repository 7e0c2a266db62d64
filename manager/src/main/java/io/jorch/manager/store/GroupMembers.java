package io.jorch.manager.store;

import io.jorch.core.model.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;

/// Changes the group through its leader, after looking whether the change can go well.
final class GroupMembers implements Members {
  private static final Executor OWN_THREAD = Thread::startVirtualThread;
  private static final Duration KNOCK = Duration.ofSeconds(3);

  private final Division division;
  private final Roll roll;
  private final LeaderDesk desk;

  GroupMembers(Division division, Roll roll) {
    this.division = division;
    this.roll = roll;
    this.desk = new LeaderDesk(division);
  }

  @Override
  public List<Peer> all() {
    return division.peers();
  }

  @Override
  public CompletableFuture<List<MemberHealth>> health() {
    return CompletableFuture.supplyAsync(roll::call, OWN_THREAD);
  }

  @Override
  public CompletableFuture<List<Peer>> add(Peer peer) {
    return tried(
        "cannot add manager " + peer,
        () -> {
          knock(peer);
          return desk.change(now -> with(now, peer));
        });
  }

  @Override
  public CompletableFuture<List<Peer>> remove(NodeId id) {
    return tried(
        "cannot remove manager " + id,
        () -> {
          leaveAMajority(id);
          return desk.change(without(id));
        });
  }

  @Override
  public CompletableFuture<Void> transfer(NodeId to) {
    return tried(
            "cannot hand leadership to " + to,
            () -> {
              desk.transfer(RaftPeerId.valueOf(to.value()));
              return List.of();
            })
        .thenAccept(done -> {});
  }

  private interface Attempt {
    List<Peer> run() throws IOException;
  }

  private CompletableFuture<List<Peer>> tried(String failed, Attempt attempt) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return attempt.run();
          } catch (StoreException e) {
            throw new StoreException(failed + ": " + e.getMessage(), e);
          } catch (IOException e) {
            throw new StoreException(failed + ": " + reason(e), e);
          }
        },
        OWN_THREAD);
  }

  private String reason(IOException failure) {
    if (failure instanceof ReconfigurationTimeoutException) {
      return "it did not catch up in time; see that its daemon runs, then try again";
    }
    return failure instanceof LeaderRoute.NoLeader
        ? QuorumReport.sentence(roll.call(), division.seated())
        : Roll.why(failure) + "; try again";
  }

  /// A member that cannot be reached would only be found out after the leader has waited for it.
  private void knock(Peer peer) throws IOException {
    if (peer.id().value().equals(division.self().toString())) {
      return;
    }
    try (PeerRpc rpc = division.rpc(KNOCK)) {
      rpc.know(List.of(Division.peer(peer)));
      rpc.ask(RaftPeerId.valueOf(peer.id().value()));
    } catch (GroupMismatchException e) {
      throw new StoreException("its store is of another group; empty it and join again", e);
    } catch (IOException e) {
      throw new StoreException(
          "it does not answer (" + Roll.why(e) + "); see that its daemon runs and its port is open",
          e);
    }
  }

  private static List<Peer> with(List<Peer> now, Peer peer) {
    for (Peer member : now) {
      if (member.id().equals(peer.id()) && !member.equals(peer)) {
        throw new StoreException(
            "it is a manager already, at " + member.address() + "; remove that one first");
      }
      if (member.address().equals(peer.address()) && !member.equals(peer)) {
        throw new StoreException("manager " + member.id() + " has that address; remove it first");
      }
    }
    if (now.contains(peer)) {
      return now;
    }
    List<Peer> wanted = new ArrayList<>(now);
    wanted.add(peer);
    wanted.sort(Comparator.comparing(Peer::id));
    return List.copyOf(wanted);
  }

  private static UnaryOperator<List<Peer>> without(NodeId id) {
    return now -> {
      List<Peer> rest = now.stream().filter(peer -> !peer.id().equals(id)).toList();
      keepOne(rest);
      return rest;
    };
  }

  private static void keepOne(List<?> rest) {
    if (rest.isEmpty()) {
      throw new StoreException("it is the last one; the cluster's state would be lost");
    }
  }

  /// Once the change has begun it can only be completed by a majority of those that remain.
  private void leaveAMajority(NodeId id) {
    List<MemberHealth> rest =
        roll.call().stream().filter(member -> !member.peer().id().equals(id)).toList();
    keepOne(rest);
    long answering = rest.stream().filter(MemberHealth::reachable).count();
    if (answering < rest.size() / 2 + 1) {
      throw new StoreException(
          "of the "
              + rest.size()
              + " managers that would remain only "
              + answering
              + " would answer; bring the others back, or remove those first");
    }
  }
}
