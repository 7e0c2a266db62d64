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
import org.jspecify.annotations.Nullable;

/// A container whose first program was started. It stays as long as nobody closes this handle; the
/// container itself does not care whether anyone holds one.
public final class RunningContainer implements AutoCloseable {
  private static final int SIGKILL = 9;

  private final ContainerSpec spec;
  private final ProcessId process;
  private final Optional<Pidfd> pidfd;
  private final Keeping keeping;
  private final Optional<Streams> streams;
  private @Nullable Terminal terminal;
  private boolean closed;

  /// Takes over all that has to be closed.
  ///
  /// @param pidfd absent when the process had ended before anyone could open it
  RunningContainer(
      ContainerSpec spec,
      ProcessId process,
      Optional<Pidfd> pidfd,
      Keeping keeping,
      Optional<Streams> streams) {
    this.spec = spec;
    this.process = process;
    this.pidfd = pidfd;
    this.keeping = keeping;
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
    return keeping.pid();
  }

  /// Completes when the container has ended, and every process of it with it.
  public CompletableFuture<ExitStatus> exit() {
    return keeping.exit().copy();
  }

  /// Our ends of its pipes, for [Stdio.Piped] and only with whoever started it.
  public Optional<Streams> streams() {
    return streams;
  }

  /// Holds the terminal from now on, whether the keeper still has it or not.
  synchronized void takeTerminal() throws LinuxException {
    terminal = keeping.openTerminal();
  }

  /// A new descriptor of its terminal, for [Stdio.Terminal]; to be closed by the caller.
  public synchronized Terminal openTerminal() throws LinuxException {
    checkOpen();
    return terminal == null ? keeping.openTerminal() : terminal.duplicate();
  }

  /// Sends the signal to the first process; false when it has ended. Like any first process of a
  /// PID namespace, it does not get signals that it has no handler for, but for SIGKILL.
  public synchronized boolean signal(int signal) throws LinuxException {
    checkOpen();
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
      CompletableFuture<ExitStatus> exit = keeping.exit();
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

  /// A descriptor of its own for each caller; absent when the process has ended.
  synchronized Optional<Fd> duplicatePidfd() throws LinuxException {
    checkOpen();
    return pidfd.isPresent() ? Optional.of(Fd.of(pidfd.get().fd()).duplicate()) : Optional.empty();
  }

  /// A signal through a descriptor that is closed could reach another process.
  private void checkOpen() {
    if (closed) throw new IllegalStateException("the handle of container " + id() + " is closed");
  }

  /// The container lives on; its exit is not told any more.
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    streams.ifPresent(Streams::close);
    if (terminal != null) terminal.close();
    keeping.close();
    pidfd.ifPresent(Pidfd::close);
  }
}
