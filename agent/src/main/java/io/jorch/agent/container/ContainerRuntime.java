package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.LaunchException;
import io.jorch.agent.linux.LaunchPlan;
import io.jorch.agent.linux.Launcher;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ProcessId;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts containers, finds those that a former daemon started, and clears up after them.
public final class ContainerRuntime implements AutoCloseable {
  /// How long a start may take: it is a few milliseconds of system calls, on a machine whose disks
  /// are overloaded perhaps seconds. One that takes longer waits for something that never comes.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Poller poller;
  private final Launcher launcher;
  private final Fd nothing;
  private final Path skeleton;
  private final Attendance attendance;

  private ContainerRuntime(
      Poller poller, Launcher launcher, Fd nothing, Path skeleton, Attendance attendance) {
    this.poller = poller;
    this.launcher = launcher;
    this.nothing = nothing;
    this.skeleton = skeleton;
    this.attendance = attendance;
  }

  /// A runtime whose handles are notified by this poller.
  ///
  /// @param skeleton directory for the lowest layer of all containers, made when missing; has to
  ///     stay as long as containers live
  public static ContainerRuntime open(Poller poller, Path skeleton) throws IOException {
    return open(poller, skeleton, PATIENCE);
  }

  static ContainerRuntime open(Poller poller, Path skeleton, Duration patience) throws IOException {
    Path layer = Skeleton.in(skeleton.toAbsolutePath());
    Fd nothing = Fd.open("/dev/null", Libc.O_RDWR);
    Attendance attendance = Attendance.beside(layer);
    return new ContainerRuntime(poller, Launcher.load(patience), nothing, layer, attendance);
  }

  /// To be called once the output of all containers that ended before has been read: until then
  /// their keepers hold what nobody has read, and the ends of new ones are not told.
  public ContainerRuntime attend() throws IOException {
    attendance.begin();
    return this;
  }

  /// Does ahead what the first start would wait for: the default filter takes the longest.
  public void warmUp() throws IOException {
    Facts.filter(Confinement.DEFAULT);
  }

  /// What [#start] would do.
  public LaunchPlan plan(ContainerSpec spec) throws IOException {
    LaunchPlan plan = ContainerPlan.of(Facts.of(spec, skeleton));
    return switch (spec.stdio()) {
      case Stdio.Logged _ -> plan.endingWith(KeeperSteps.awaitReader(attendance.file()));
      case Stdio.Terminal _ ->
          plan.endingWith(KeeperSteps.awaitTaker())
              .endingWith(KeeperSteps.awaitReader(attendance.file()));
      case Stdio.Piped _ -> plan;
    };
  }

  /// Returns when the container's program runs.
  ///
  /// @throws StartException when it could not be started; nothing runs then, but the container's
  ///     directory remains
  public RunningContainer start(ContainerSpec spec) throws IOException {
    LaunchPlan plan = plan(spec);
    ContainerDirectory.prepare(spec);
    return switch (spec.stdio()) {
      case Stdio.Logged _ -> launch(spec, plan, standard(), List.of(), Optional.empty());
      case Stdio.Terminal _ -> withTerminal(spec, plan);
      case Stdio.Piped piped -> withPipes(spec, plan, piped);
    };
  }

  private Map<Integer, Fd> standard() {
    return Map.of(0, nothing, 1, nothing, 2, nothing);
  }

  private RunningContainer withTerminal(ContainerSpec spec, LaunchPlan plan) throws IOException {
    try (Fd.Pipe taken = Fd.pipe()) {
      Map<Integer, Fd> descriptors = new HashMap<>(standard());
      descriptors.put(KeeperSteps.TAKEN, taken.reader());
      RunningContainer running =
          launch(spec, plan, descriptors, List.of(taken.writer()), Optional.empty());
      try {
        running.takeTerminal();
      } catch (IOException e) {
        running.close();
        throw e;
      }
      return running;
    }
  }

  private RunningContainer withPipes(ContainerSpec spec, LaunchPlan plan, Stdio.Piped piped)
      throws IOException {
    Pipes pipes = Pipes.open(piped.stdin());
    try {
      return launch(spec, plan, pipes.programSide(nothing), List.of(), Optional.of(pipes.ours()));
    } catch (IOException e) {
      pipes.ours().close();
      throw e;
    } finally {
      pipes.closeProgramSide();
    }
  }

  private RunningContainer launch(
      ContainerSpec spec,
      LaunchPlan plan,
      Map<Integer, Fd> descriptors,
      List<Fd> awaited,
      Optional<Streams> streams)
      throws IOException {
    try {
      Launcher.Launched launched =
          launcher.launch("jorch-keeper " + spec.id(), plan, descriptors, awaited);
      return handle(spec, launched.keeper(), launched.child(), streams);
    } catch (LaunchException e) {
      throw StartException.of(spec.id(), spec.process().arguments(), e);
    }
  }

  /// Finds out what became of the container that was started with this directory.
  public Adopted adopt(Path directory) throws IOException {
    ContainerSpec spec = ContainerDirectory.spec(directory);
    StateFile state = StateFile.read(directory);
    if (state.exit().isEmpty() && state.child() != 0 && StateFile.isKept(directory))
      return new Adopted.Running(handle(spec, state.keeper(), state.child(), Optional.empty()));
    return StateFile.read(directory)
        .exit()
        .<Adopted>map(status -> new Adopted.Exited(spec, status))
        .orElse(new Adopted.Vanished(spec));
  }

  /// The terminal of a container that ended while no daemon attended, with what nobody has read.
  public Optional<Terminal> leftTerminal(Path directory) throws IOException {
    boolean has = ContainerDirectory.spec(directory).stdio() instanceof Stdio.Terminal;
    if (!has || !StateFile.isKept(directory)) return Optional.empty();
    Optional<Pidfd> keeper = Pidfd.open(StateFile.read(directory).keeper());
    if (keeper.isEmpty()) return Optional.empty();
    try (Pidfd held = keeper.get()) {
      return Optional.of(Terminal.heldBy(held, KeeperSteps.TERMINAL));
    }
  }

  /// The two may have ended by now, but their pids are not used again so soon.
  private RunningContainer handle(
      ContainerSpec spec, int keeperPid, int childPid, Optional<Streams> streams)
      throws IOException {
    Keeping keeping =
        Keeping.watch(poller, keeperPid, spec.directory()).orElseThrow(() -> gone(spec));
    ProcessId process = ProcessId.of(childPid).orElse(new ProcessId(childPid, 0));
    return new RunningContainer(spec, process, Pidfd.open(childPid), keeping, streams);
  }

  private static IOException gone(ContainerSpec spec) {
    return new IOException(
        "adopt container " + spec.id() + ": its keeper has just ended; try again");
  }

  /// Returns when the program runs.
  ///
  /// @throws StartException when it could not be started
  public ExecProcess exec(RunningContainer container, ExecSpec spec) throws IOException {
    return new Exec(launcher, poller, nothing, container, spec).start();
  }

  /// Deletes the directory of a container that has ended, with all that is in it. Kills nothing.
  public void remove(Path directory) throws IOException {
    ContainerDirectory.delete(directory);
  }

  /// Containers live on; the poller stays open.
  @Override
  public void close() {
    attendance.close();
    launcher.close();
    nothing.close();
  }
}
