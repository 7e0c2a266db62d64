package io.jorch.manager.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;

/// Applies committed log entries, one after the other, to the state in memory; writes and reads
/// snapshots of it. Deterministic: the same log gives the same state on each member.
final class ObjectMachine extends BaseStateMachine {
  private final SimpleStateMachineStorage files = new SimpleStateMachineStorage();
  private final Watchers watchers;
  private final Consumer<Throwable> logFailed;
  private final LongConsumer decided;
  private final CompletableFuture<Void> ledOnce = new CompletableFuture<>();
  private final Applied applied = new Applied();
  private volatile Image image = Image.empty();

  /// @param decided told the index of each entry that was applied
  ObjectMachine(Watchers watchers, Consumer<Throwable> logFailed, LongConsumer decided) {
    this.watchers = watchers;
    this.logFailed = logFailed;
    this.decided = decided;
  }

  Snapshot state() {
    return image.objects();
  }

  /// Completes once this member has applied the log up to `index`.
  CompletableFuture<Void> applied(long index) {
    return applied.through(index);
  }

  /// Completes when this member first leads and has applied everything that was committed before.
  CompletableFuture<Void> ledOnce() {
    return ledOnce;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
      throws IOException {
    super.initialize(server, group, storage);
    getLifeCycle().startAndTransition(() -> begin(storage), IOException.class);
  }

  private void begin(RaftStorage storage) throws IOException {
    files.init(storage);
    load();
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public void reinitialize() throws IOException {
    load();
    watchers.reloaded();
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private void load() throws IOException {
    SingleFileSnapshotInfo latest = files.loadLatestSnapshot();
    if (latest != null) {
      image = SnapshotFile.read(latest.getFile().getPath());
      setLastAppliedTermIndex(latest.getTermIndex());
      applied.reached(latest.getIndex());
    }
  }

  @Override
  public SimpleStateMachineStorage getStateMachineStorage() {
    return files;
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex at = getLastAppliedTermIndex();
    if (at.getIndex() < 0) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    Path file = files.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
    SnapshotFile.write(file, image);
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
    files.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, digest), at));
    return at.getIndex();
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext context) {
    LogEntryProto entry = context.getLogEntry();
    try {
      LogRecord record = LogRecord.read(entry.getStateMachineLogEntry().getLogData().newInput());
      Image.Step step = image.step(record, entry.getIndex());
      publish(step);
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
      applied.reached(entry.getIndex());
      decided.accept(entry.getIndex());
      return CompletableFuture.completedFuture(
          Message.valueOf(UnsafeByteOperations.unsafeWrap(step.reply().bytes())));
    } catch (IOException | IllegalArgumentException e) {
      // Going on without the entry would make this member differ from the others for good.
      throw new IllegalStateException(
          "log entry " + entry.getIndex() + " cannot be applied: " + e.getMessage(), e);
    }
  }

  /// The state first: a listener that reads finds at least what it is told of.
  private void publish(Image.Step step) {
    List<Change> changes = step.changes();
    watchers.inOrder(
        () -> {
          image = step.after();
          return changes;
        });
  }

  /// An entry that is none of ours: a change of the group, or a new leader's first.
  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    super.notifyTermIndexUpdated(term, index);
    applied.reached(index);
  }

  @Override
  public void notifyLeaderReady() {
    ledOnce.complete(null);
  }

  @Override
  public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
    logFailed.accept(cause);
  }
}
