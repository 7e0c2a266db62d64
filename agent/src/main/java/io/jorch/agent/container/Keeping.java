package io.jorch.agent.container;

import io.jorch.agent.linux.Keepers;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Watches a keeper, and tells how its container ended once the keeper has.
final class Keeping implements AutoCloseable {
  private static final int SIGKILL = 9;

  private final int pid;
  private final Path directory;
  private final Pidfd keeper;
  private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
  private Poller.@Nullable Registration watch;

  private Keeping(int pid, Path directory, Pidfd keeper) {
    this.pid = pid;
    this.directory = directory;
    this.keeper = keeper;
  }

  /// Empty when there is no such process (any more).
  static Optional<Keeping> watch(Poller poller, int pid, Path directory) throws LinuxException {
    Optional<Pidfd> keeper = Pidfd.open(pid);
    if (keeper.isEmpty()) return Optional.empty();
    Keeping keeping = new Keeping(pid, directory, keeper.get());
    keeping.start(poller);
    return Optional.of(keeping);
  }

  private synchronized void start(Poller poller) throws LinuxException {
    watch = poller.watch(keeper.fd(), (fd, events) -> ended());
  }

  int pid() {
    return pid;
  }

  /// Completes on a virtual thread.
  CompletableFuture<ExitStatus> exit() {
    return exit;
  }

  Terminal openTerminal() throws LinuxException {
    return Terminal.heldBy(keeper, KeeperSteps.TERMINAL);
  }

  private void ended() {
    stopWatching();
    Thread.startVirtualThread(this::finish);
  }

  private void finish() {
    try {
      Keepers.reap(pid);
      exit.complete(StateFile.read(directory).exit().orElseGet(Keeping::withoutKeeper));
    } catch (IOException e) {
      exit.completeExceptionally(e);
    }
  }

  /// The keeper was killed: then the kernel has killed the container as well.
  private static ExitStatus withoutKeeper() {
    return ExitStatus.ofWait(SIGKILL, Instant.now());
  }

  private void stopWatching() {
    Poller.Registration current = takeWatch();
    if (current != null) current.close();
  }

  /// The lock is given back before the watch is closed: closing waits for the handler, which takes
  /// the lock as well.
  private synchronized Poller.@Nullable Registration takeWatch() {
    Poller.Registration current = watch;
    watch = null;
    return current;
  }

  @Override
  public void close() {
    stopWatching();
    keeper.close();
  }
}
