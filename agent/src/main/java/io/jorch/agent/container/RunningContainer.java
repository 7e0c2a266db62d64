package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.ProcessId;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A container whose first program was started. It stays as long as nobody closes this handle; the
/// container itself does not care whether anyone holds one.
public final class RunningContainer implements AutoCloseable {
  private static final int SIGKILL = 9;

  private final ContainerSpec spec;
  private final ProcessId process;
  private final int keeperPid;
  private final Optional<Pidfd> pidfd;
  private final Pidfd keeper;
  private final CompletableFuture<ExitStatus> exit;
  private final Optional<Streams> streams;

  RunningContainer(
      ContainerSpec spec,
      ProcessId process,
      int keeperPid,
      Optional<Pidfd> pidfd,
      Pidfd keeper,
      CompletableFuture<ExitStatus> exit,
      Optional<Streams> streams) {
    this.spec = spec;
    this.process = process;
    this.keeperPid = keeperPid;
    this.pidfd = pidfd;
    this.keeper = keeper;
    this.exit = exit;
    this.streams = streams;
  }

  public ContainerSpec spec() {
    return spec;
  }

  public String id() {
    return spec.id();
  }

  /// The container's first process, as the machine numbers it.
  public ProcessId process() {
    return process;
  }

  public int keeperPid() {
    return keeperPid;
  }

  /// Completes when the container has ended, and every process of it with it.
  public CompletableFuture<ExitStatus> exit() {
    return exit.copy();
  }

  /// Our ends of its pipes, for [Stdio.Piped] and only with whoever started it.
  public Optional<Streams> streams() {
    return streams;
  }

  /// A new descriptor of its terminal, for [Stdio.Terminal]; to be closed by the caller.
  public Terminal openTerminal() throws LinuxException {
    return Terminal.heldBy(keeper, KeeperSteps.TERMINAL);
  }

  /// Sends the signal to the first process; false when it has ended. Like any first process of a
  /// PID namespace, it does not get signals that it has no handler for, but for SIGKILL.
  public boolean signal(int signal) throws LinuxException {
    return pidfd.isPresent() && pidfd.get().signal(signal);
  }

  /// Kills every process of the container; returns when they are gone.
  public ExitStatus kill() throws IOException {
    signal(SIGKILL);
    return await(Optional.empty()).orElseThrow();
  }

  /// Sends the signal, and kills what has not ended after the grace period.
  public ExitStatus stop(int signal, Duration grace) throws IOException {
    signal(signal);
    Optional<ExitStatus> ended = await(Optional.of(grace));
    return ended.isPresent() ? ended.get() : kill();
  }

  private Optional<ExitStatus> await(Optional<Duration> most) throws IOException {
    try {
      return Optional.of(
          most.isPresent() ? exit.get(most.get().toNanos(), TimeUnit.NANOSECONDS) : exit.get());
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IOException("wait for container " + id() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait for container " + id() + ": interrupted", e);
    }
  }

  /// Absent when it had ended before anyone could open it; borrowed, not to be closed.
  Optional<Fd> pidfd() {
    return pidfd.map(open -> Fd.of(open.fd()));
  }

  @Override
  public void close() {
    streams.ifPresent(Streams::close);
    pidfd.ifPresent(Pidfd::close);
    keeper.close();
  }
}
