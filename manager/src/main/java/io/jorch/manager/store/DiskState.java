package io.jorch.manager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.SizeInBytes;

/// What a member that is not running has on its disk: its last snapshot and every log entry after
/// it, also those that never reached a majority.
///
/// @param at the last entry that is in the image
/// @param term the highest this member knew, which is at least that of the last entry
/// @param peers the members by the last configuration found
record DiskState(Image image, TermIndex at, long term, List<RaftPeerProto> peers) {
  private static final SizeInBytes LARGEST = SizeInBytes.valueOf("16MB");

  /// @param group the group's directory, which must exist and be nobody's
  static DiskState read(Path group) throws IOException {
    LogTail.mend(group.resolve("current"));
    RaftStorage storage =
        RaftStorage.newBuilder()
            .setDirectory(group.toFile())
            .setOption(RaftStorage.StartupOption.RECOVER)
            .setLogCorruptionPolicy(CorruptionPolicy.EXCEPTION)
            .setStorageFreeSpaceMin(SizeInBytes.ZERO)
            .build();
    try (storage) {
      storage.initialize();
      Reader reader = new Reader();
      reader.snapshot(storage);
      reader.configuration(group);
      for (LogSegmentPath segment : LogSegmentPath.getLogSegmentPaths(storage)) {
        reader.segment(segment);
      }
      long term = Math.max(storage.getMetadataFile().getMetadata().getTerm(), reader.at.getTerm());
      return new DiskState(reader.image, reader.at, term, reader.peers);
    }
  }

  private static final class Reader {
    private Image image = Image.empty();
    private TermIndex at = TermIndex.valueOf(0, -1);
    private List<RaftPeerProto> peers = List.of();

    private void snapshot(RaftStorage storage) throws IOException {
      SimpleStateMachineStorage files = new SimpleStateMachineStorage();
      files.init(storage);
      SingleFileSnapshotInfo latest = files.loadLatestSnapshot();
      if (latest != null) {
        image = SnapshotFile.read(latest.getFile().getPath());
        at = latest.getTermIndex();
      }
    }

    /// The configuration as of the last snapshot or commit; a later one may be in the log.
    private void configuration(Path group) throws IOException {
      Path file = group.resolve("current").resolve("raft-meta.conf");
      if (Files.exists(file) && Files.size(file) > 0) {
        peers(LogEntryProto.parseFrom(Files.readAllBytes(file)));
      }
    }

    private void segment(LogSegmentPath segment) throws IOException {
      LogSegment.readSegmentFile(
          segment.getPath().toFile(),
          segment.getStartEnd(),
          LARGEST,
          CorruptionPolicy.EXCEPTION,
          null,
          this::entry);
    }

    private void entry(LogEntryProto entry) {
      if (entry.getIndex() <= at.getIndex()) {
        return;
      }
      if (at.getIndex() >= 0 && entry.getIndex() != at.getIndex() + 1) {
        throw new IllegalStateException(
            "the log lacks entries between " + at.getIndex() + " and " + entry.getIndex());
      }
      peers(entry);
      if (entry.hasStateMachineLogEntry()) {
        apply(entry);
      }
      at = TermIndex.valueOf(entry.getTerm(), entry.getIndex());
    }

    private void peers(LogEntryProto entry) {
      if (entry.hasConfigurationEntry()) {
        peers = List.copyOf(entry.getConfigurationEntry().getPeersList());
      }
    }

    private void apply(LogEntryProto entry) {
      try {
        image =
            image
                .step(
                    LogRecord.read(entry.getStateMachineLogEntry().getLogData().newInput()),
                    entry.getIndex())
                .after();
      } catch (IOException e) {
        throw new IllegalStateException("log entry " + entry.getIndex() + ": " + e.getMessage(), e);
      }
    }
  }
}
