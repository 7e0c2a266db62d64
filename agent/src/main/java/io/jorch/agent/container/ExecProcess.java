package io.jorch.agent.container;

import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.Terminal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A program that runs beside a container's first one.
public final class ExecProcess implements AutoCloseable {
  private final int pid;
  private final Optional<Pidfd> pidfd;
  private final CompletableFuture<ExitStatus> exit;
  private final Optional<Streams> streams;
  private final Optional<Terminal> terminal;

  ExecProcess(
      int pid,
      Optional<Pidfd> pidfd,
      CompletableFuture<ExitStatus> exit,
      Optional<Streams> streams,
      Optional<Terminal> terminal) {
    this.pid = pid;
    this.pidfd = pidfd;
    this.exit = exit;
    this.streams = streams;
    this.terminal = terminal;
  }

  /// As the machine numbers it.
  public int pid() {
    return pid;
  }

  public CompletableFuture<ExitStatus> exit() {
    return exit.copy();
  }

  /// Our ends of its pipes, for [Stdio.Piped].
  public Optional<Streams> streams() {
    return streams;
  }

  /// For [Stdio.Terminal].
  public Optional<Terminal> terminal() {
    return terminal;
  }

  /// False when it has ended.
  public boolean signal(int signal) throws LinuxException {
    return pidfd.isPresent() && pidfd.get().signal(signal);
  }

  /// Gives up the pipes or the terminal; does not end the program.
  @Override
  public void close() {
    streams.ifPresent(Streams::close);
    terminal.ifPresent(Terminal::close);
    pidfd.ifPresent(Pidfd::close);
  }
}
