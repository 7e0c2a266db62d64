package io.jorch.manager.store;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/// The transport between members: Ratis' gRPC, and a way to tell followers at once that an entry is
/// committed. By itself Ratis tells them with the next entry or heartbeat, so that whoever commits
/// through a follower would wait for a heartbeat to see it there. Ratis makes it by class name.
public final class MeshPeers implements RpcType {
  /// The appenders of this member while it leads.
  static final class Followers {
    private static final String NAME = Followers.class.getName();

    /// Ratis may take a trigger for one it has just served, so it is repeated, but not for long.
    private static final int TIMES = 5;

    private static final long PAUSE_MILLIS = 4;
    private static final long SILENT_MILLIS = 1000;

    private final CopyOnWriteArrayList<LogAppender> appenders = new CopyOnWriteArrayList<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile long committed;

    void passedTo(Parameters parameters) {
      parameters.put(NAME, this, Followers.class);
    }

    /// Has those that do not know it yet be sent a heartbeat, which carries what is committed.
    void tell(long index) {
      committed = index;
      if (telling.compareAndSet(false, true)) {
        Thread.startVirtualThread(this::press);
      }
    }

    private void press() {
      long told = -1;
      try {
        for (int i = 0; i < TIMES; i++) {
          told = committed;
          if (!anyBehind(told)) {
            break;
          }
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        telling.set(false);
      }
      if (told < committed) {
        tell(committed);
      }
    }

    private boolean anyBehind(long index) {
      boolean any = false;
      for (LogAppender appender : appenders) {
        FollowerInfo follower = appender.getFollower();
        if (appender.isRunning()
            && follower.getCommitIndex() < index
            && follower.getLastRpcResponseTime().elapsedTimeMs() < SILENT_MILLIS) {
          appender.triggerHeartbeat();
          any = true;
        }
      }
      return any;
    }

    private LogAppender with(LogAppender appender) {
      appenders.removeIf(
          old -> !old.isRunning() || old.getFollowerId().equals(appender.getFollowerId()));
      appenders.add(appender);
      return appender;
    }
  }

  private static final class Factory extends GrpcFactory {
    private final Followers followers;

    private Factory(Parameters parameters) {
      super(parameters);
      this.followers = parameters.get(Followers.NAME, Followers.class);
    }

    @Override
    public LogAppender newLogAppender(
        RaftServer.Division division, LeaderState leader, FollowerInfo follower) {
      return followers.with(super.newLogAppender(division, leader, follower));
    }
  }

  @Override
  public String name() {
    return MeshPeers.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    return new Factory(parameters);
  }
}
