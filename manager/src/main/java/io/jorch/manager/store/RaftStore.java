package io.jorch.manager.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.jspecify.annotations.Nullable;

/// The store on a Raft log.
@SuppressWarnings("DoNotCallSuggester") // the first stage: signatures
public final class RaftStore implements Store {
  private final StoreConfig config;
  private final StateDirectory directory;
  private final Watchers watchers = new Watchers();
  private final ObjectMachine machine = new ObjectMachine(watchers, this::broke);
  private final RaftServer server;
  private final Commits commits;

  private RaftStore(StoreConfig config, StateDirectory directory) throws IOException {
    this.config = config;
    this.directory = directory;
    RaftGroupId group = RaftGroupId.valueOf(directory.group());
    RaftPeerId self = RaftPeerId.valueOf("m1");
    this.server =
        RaftServer.newBuilder()
            .setServerId(self)
            .setGroup(RaftGroup.valueOf(group, RaftPeer.newBuilder().setId(self).build()))
            .setStateMachine(machine)
            .setProperties(RaftSettings.of(config, directory.raft()))
            .setParameters(new Parameters())
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    this.commits = new Commits(server, group);
  }

  /// Opens the store, making it if its directory is empty, and waits until it can commit.
  ///
  /// @throws StoreException when the directory is in use, foreign, damaged or not writable
  public static RaftStore open(StoreConfig config) {
    QuietLogs.apply();
    StateDirectory directory = StateDirectory.open(config.directory());
    @Nullable RaftStore store = null;
    try {
      LogTail.mend(directory.segments());
      store = new RaftStore(config, directory);
      store.server.start();
      store.machine.ledOnce().get(60, TimeUnit.SECONDS);
      return store;
    } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
      abandon(store, directory);
      throw unopened(config.directory(), e);
    } catch (InterruptedException e) {
      abandon(store, directory);
      Thread.currentThread().interrupt();
      throw unopened(config.directory(), e);
    }
  }

  /// Also after a failure: Ratis leaves threads behind that would keep the JVM from ending.
  private static void abandon(@Nullable RaftStore store, StateDirectory directory) {
    if (store != null) {
      store.close();
    } else {
      directory.close();
    }
  }

  private static StoreException unopened(Path directory, Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.toString() : root.getMessage();
    return new StoreException(
        "cannot open the store in "
            + directory
            + ": "
            + reason
            + "; if the files are damaged, move the directory away and restore a backup",
        failure);
  }

  /// Makes a new group of this member alone from what is on its disk, after the majority of the old
  /// one is gone for good; then [#open] it. What was acknowledged but had not reached this member
  /// is lost; what reached it without being acknowledged is kept. Versions and epochs go on above
  /// all that were handed out before. Former members cannot speak with the new group: they join it
  /// anew. The store must not be open.
  ///
  /// @param config with [Topology.Alone] it becomes a store that is alone again
  public static Recovery recover(StoreConfig config) {
    throw new StoreException("recovery is not built yet: " + config.directory());
  }

  /// Fills a directory without a store from a backup, as a new group of this member alone; then
  /// [#open] it.
  ///
  /// @throws StoreException when the directory holds anything, or the backup is damaged
  public static Backup restore(StoreConfig config, InputStream backup) {
    throw new StoreException("restoring is not built yet: " + config.directory());
  }

  /// Writes the state as this member has it, consistent in itself, works also without a majority.
  /// The stream is flushed but not closed.
  public Backup backup(OutputStream out) throws IOException {
    throw new StoreException("backups are not built yet: " + config.directory());
  }

  /// Identifies the group: newcomers need it.
  public UUID group() {
    return directory.group();
  }

  public Leadership leadership() {
    throw new StoreException("leadership is not built yet");
  }

  public Members members() {
    throw new StoreException("members are not built yet");
  }

  @Override
  public CompletableFuture<Snapshot> current() {
    return commit(Transaction.of()).thenApply(done -> snapshot());
  }

  @Override
  public Snapshot snapshot() {
    return machine.state();
  }

  @Override
  public Watch watch(String kind, ChangeListener listener) {
    return watchers.add(kind, listener);
  }

  @Override
  public CompletableFuture<Outcome> commit(Transaction transaction) {
    byte[] bytes = BinaryForm.of(transaction);
    @Nullable StoreException refusal = refusal(bytes.length);
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    return commits.submit(bytes);
  }

  private @Nullable StoreException refusal(int size) {
    if (size > StoreConfig.MAX_TRANSACTION) {
      return new StoreException(
          "cannot store a transaction of "
              + size
              + " bytes: the most is "
              + StoreConfig.MAX_TRANSACTION
              + "; split it, or make its values smaller");
    }
    long free = config.directory().toFile().getUsableSpace();
    if (free < config.reservedBytes() + size) {
      return new StoreException(
          "cannot write to the store in "
              + config.directory()
              + ": only "
              + (free >> 20)
              + " MiB are free on its disk and "
              + (config.reservedBytes() >> 20)
              + " MiB must stay free; make room and try again");
    }
    return null;
  }

  /// The log could not be written. Ratis gives the log up for good, so the store does too: what is
  /// in memory can still be read.
  private void broke(Throwable cause) {
    commits.end(
        new StoreException(
            "the log in "
                + config.directory()
                + " could not be written: "
                + cause.getMessage()
                + "; make room or replace the disk, then restart the daemon",
            cause));
  }

  @Override
  public void close() {
    commits.end(new StoreException("the store in " + config.directory() + " is closed"));
    try {
      server.close();
    } catch (IOException | RuntimeException e) {
      throw new StoreException("closing the store in " + config.directory() + " failed: " + e, e);
    } finally {
      watchers.close();
      directory.close();
    }
  }
}
