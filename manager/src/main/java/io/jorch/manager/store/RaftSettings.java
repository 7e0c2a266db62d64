package io.jorch.manager.store;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// Ratis' settings. Its defaults are for terabytes: they allocate tens of megabytes and keep
/// hundreds in caches. Both unsafe-flush options stay off: acknowledged means fsynced.
final class RaftSettings {
  private RaftSettings() {}

  static RaftProperties of(StoreConfig config, Path raftDirectory) {
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(properties, List.<File>of(raftDirectory.toFile()));
    switch (config.topology()) {
      case Topology.Alone alone -> aloneTiming(properties);
      case Topology.Member member -> GrpcSettings.apply(properties, member);
    }
    // The pause monitor closes the server after a pause of a minute by default: a suspended
    // machine would come back without its store.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(3650, TimeUnit.DAYS));
    RaftServerConfigKeys.RetryCache.setExpiryTime(
        properties, TimeDuration.valueOf(15, TimeUnit.SECONDS));
    log(properties);
    snapshots(properties, config.snapshotEvery());
    return properties;
  }

  private static void aloneTiming(RaftProperties properties) {
    RaftConfigKeys.Rpc.setType(properties, new LonePeer());
    // Nobody else can win: there is nothing to wait for before the first election.
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, TimeDuration.ONE_MILLISECOND);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(
        properties, TimeDuration.valueOf(2, TimeUnit.MILLISECONDS));
    RaftServerConfigKeys.LeaderElection.setPreVote(properties, false);
  }

  private static void log(RaftProperties properties) {
    SizeInBytes entry = SizeInBytes.valueOf(StoreConfig.MAX_TRANSACTION + 4096L);
    Log.Appender.setBufferByteLimit(properties, entry);
    Log.setWriteBufferSize(properties, SizeInBytes.valueOf(entry.getSize() + 8));
    Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("1MB"));
    Log.setPreallocatedSize(properties, SizeInBytes.valueOf("64KB"));
    Log.setSegmentCacheNumMax(properties, 2);
    Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("4MB"));
    // An entry per transaction that only repeats the commit index: twice the log for nothing.
    Log.setLogMetadataEnabled(properties, false);
    Log.setPurgeGap(properties, 1);
    Log.setPurgeUptoSnapshotIndex(properties, true);
    Log.setQueueByteLimit(properties, SizeInBytes.valueOf("16MB"));
  }

  private static void snapshots(RaftProperties properties, long every) {
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, every);
    RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1L);
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
  }
}
