package io.jorch.manager.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;

/// The store on a Raft log.
public final class RaftStore implements Store {
  private static final RaftPeerId LONE = RaftPeerId.valueOf("m1");

  private final StoreConfig config;
  private final StateDirectory directory;
  private final Identity identity;
  private final Watchers watchers = new Watchers();
  private final MeshPeers.Followers followers = new MeshPeers.Followers();
  private final ObjectMachine machine = new ObjectMachine(watchers, this::broke, this::decided);
  private final Division division;
  private final LeaderRoute route;
  private final Commits commits;
  private final LeadershipWatch leadership;
  private final GroupMembers members;

  private RaftStore(StoreConfig config, StateDirectory directory, Identity identity)
      throws IOException {
    this.config = config;
    this.directory = directory;
    this.identity = identity;
    this.division = division();
    Lookout lookout = new Lookout(division, InstantSource.system());
    this.route = new LeaderRoute(division, lookout);
    Roll roll = new Roll(division);
    this.commits = new Commits(route, machine, new QuorumReport(division, roll));
    this.members = new GroupMembers(division, roll);
    this.leadership = new LeadershipWatch(self(), lookout::look);
  }

  private Division division() throws IOException {
    Optional<Parameters> transport =
        switch (config.topology()) {
          case Topology.Alone alone -> Optional.empty();
          case Topology.Member member -> Optional.of(GrpcSettings.parameters(member.tls()));
        };
    transport.ifPresent(followers::passedTo);
    RaftGroupId group = RaftGroupId.valueOf(identity.group());
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(self().map(peer -> Division.peer(peer).getId()).orElse(LONE))
            .setGroup(RaftGroup.valueOf(group, beginners()))
            .setStateMachine(machine)
            .setProperties(RaftSettings.of(config, directory.raft()))
            .setParameters(transport.orElseGet(Parameters::new))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    return new Division(server, group, invited(), transport);
  }

  private Optional<Peer> self() {
    return switch (config.topology()) {
      case Topology.Alone alone -> Optional.empty();
      case Topology.Member member -> Optional.of(member.peer());
    };
  }

  /// The group until its log says otherwise: a founder is one, a newcomer waits to be added.
  private List<RaftPeer> beginners() {
    if (identity.seat().isPresent() && !identity.seat().get().founder()) {
      return List.of();
    }
    return List.of(
        self().map(Division::peer).orElseGet(() -> RaftPeer.newBuilder().setId(LONE).build()));
  }

  private List<Peer> invited() {
    return config.topology() instanceof Topology.Member member
            && member.entry() instanceof Topology.Entry.Newcomer newcomer
        ? newcomer.peers()
        : List.of();
  }

  /// Opens the store, making it if its directory is empty. One that is its whole group can commit
  /// when this returns; one of several may not have found its leader yet.
  ///
  /// @throws StoreException when the directory is in use, foreign, damaged or not writable, or does
  ///     not fit the topology, or the port is taken
  public static RaftStore open(StoreConfig config) {
    QuietLogs.apply();
    // A port that is taken would end the whole process.
    ExitUtils.disableSystemExit();
    StateDirectory directory = StateDirectory.open(config.directory());
    @Nullable RaftStore store = null;
    try {
      Identity identity = Admission.admit(directory, config.topology());
      LogTail.mend(directory.group(identity.group()).resolve("current"));
      store = new RaftStore(config, directory, identity);
      store.start();
      return store;
    } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
      abandon(store, directory);
      throw e instanceof StoreException known ? known : unopened(config.directory(), e);
    } catch (InterruptedException e) {
      abandon(store, directory);
      Thread.currentThread().interrupt();
      throw unopened(config.directory(), e);
    }
  }

  private void start()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    if (config.topology() instanceof Topology.Member member) {
      checkFree(member.bind());
    }
    division.server().start();
    if (division.seated() && division.configuration().getCurrentPeers().size() == 1) {
      machine.ledOnce().get(60, TimeUnit.SECONDS);
    }
  }

  /// Ratis says only that it could not start.
  private static void checkFree(PeerAddress bind) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(bind.host(), bind.port()));
    } catch (IOException e) {
      throw new StoreException(
          "cannot listen on "
              + bind
              + " for other managers: "
              + e.getMessage()
              + "; free the port, or give the daemon another address",
          e);
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
  /// anew, with empty directories. The store must not be open.
  ///
  /// @param config with [Topology.Alone] it becomes a store that is alone again
  public static Recovery recover(StoreConfig config) {
    return offline(config, "recover", directory -> Rescue.recover(directory, config.topology()));
  }

  /// Fills a directory without a store from a backup, as a new group of this member alone; then
  /// [#open] it.
  ///
  /// @throws StoreException when the directory holds anything, or the backup is damaged
  public static Backup restore(StoreConfig config, InputStream backup) {
    return offline(
        config,
        "restore a backup into",
        directory -> Rescue.restore(directory, config.topology(), backup));
  }

  private interface Offline<T> {
    T with(StateDirectory directory) throws IOException;
  }

  private static <T> T offline(StoreConfig config, String what, Offline<T> work) {
    QuietLogs.apply();
    try (StateDirectory directory = StateDirectory.open(config.directory())) {
      return work.with(directory);
    } catch (IOException | IllegalStateException e) {
      throw new StoreException(
          "cannot " + what + " the store in " + config.directory() + ": " + e.getMessage(), e);
    }
  }

  /// Writes the state as this member has it, consistent in itself; works also without a majority.
  /// What others were acknowledged before is surely in it only after [#current]. The stream is
  /// flushed but not closed.
  public Backup backup(OutputStream out) throws IOException {
    return Rescue.backup(group(), division.info().getCurrentTerm(), snapshot(), out);
  }

  /// Identifies the group: newcomers need it.
  public UUID group() {
    return identity.group();
  }

  public Leadership leadership() {
    return leadership;
  }

  public Members members() {
    return members;
  }

  @Override
  public CompletableFuture<Snapshot> current() {
    return submitted(Transaction.of()).thenApply(this::since);
  }

  private Snapshot since(Commits.Answer answer) {
    if (!machine.applied(answer.index()).isDone()) {
      throw new StoreException(
          "cannot read the store's current state: this member lags behind the others; try again");
    }
    return snapshot();
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
    return submitted(transaction).thenApply(Commits.Answer::outcome);
  }

  private CompletableFuture<Commits.Answer> submitted(Transaction transaction) {
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

  /// Followers hear of it with the next entry, so they are told only when there is none.
  private void decided(long index) {
    if (division.transport().isPresent() && division.leads() && division.last() == index) {
      followers.tell(index);
    }
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
      route.close();
      leadership.close();
      division.server().close();
    } catch (IOException | RuntimeException e) {
      throw new StoreException("closing the store in " + config.directory() + " failed: " + e, e);
    } finally {
      watchers.close();
      directory.close();
    }
  }
}
