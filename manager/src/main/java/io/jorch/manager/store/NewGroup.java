package io.jorch.manager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.util.MD5FileUtil;
import org.apache.ratis.util.SizeInBytes;

/// Lays a group's directory out as one that has just taken a snapshot and purged its log.
final class NewGroup {
  /// By how much terms and versions jump where another life of the store may have gone on after
  /// the state at hand: no epoch and no version occurs twice.
  static final long LEAP = 1L << 20;

  private NewGroup() {}

  /// Writes the state durably; nothing refers to it until [StateDirectory#become].
  ///
  /// @param at the snapshot's place in the log: the next entry comes behind
  /// @param term elections go on above it
  static void write(StateDirectory directory, UUID group, Image image, TermIndex at, long term)
      throws IOException {
    Files.createDirectories(directory.group(group));
    RaftStorage storage =
        RaftStorage.newBuilder()
            .setDirectory(directory.group(group).toFile())
            .setOption(RaftStorage.StartupOption.FORMAT)
            .setLogCorruptionPolicy(CorruptionPolicy.EXCEPTION)
            .setStorageFreeSpaceMin(SizeInBytes.ZERO)
            .build();
    try (storage) {
      storage.initialize();
      storage.getMetadataFile().persist(RaftStorageMetadata.valueOf(term, null));
      if (at.getIndex() >= 0) {
        Files.createDirectories(storage.getStorageDir().getStateMachineDir().toPath());
        SimpleStateMachineStorage files = new SimpleStateMachineStorage();
        files.init(storage);
        Path file = files.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
        SnapshotFile.write(file, image);
        MD5Hash digest = MD5FileUtil.computeMd5ForFile(file.toFile());
        MD5FileUtil.saveMD5File(file.toFile(), digest);
      }
    }
    SnapshotFile.forceDirectory(directory.group(group));
    SnapshotFile.forceDirectory(directory.raft());
  }
}
