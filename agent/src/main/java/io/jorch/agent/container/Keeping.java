package io.jorch.agent.container;

import io.jorch.agent.linux.Keepers;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Pidfd;
import io.jorch.agent.linux.Poller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Waits for a keeper's end and then tells how its container ended.
final class Keeping {
  /// As shells have it for SIGKILL: without a keeper the kernel kills the container.
  private static final ExitStatus UNKNOWN = new ExitStatus(137, 9, Instant.EPOCH);

  private Keeping() {}

  /// The future completes on a virtual thread; the pidfd stays open.
  static CompletableFuture<ExitStatus> watch(Poller poller, Pidfd keeper, int pid, Path directory)
      throws LinuxException {
    CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    AtomicReference<Poller.Registration> watch = new AtomicReference<>();
    watch.set(poller.watch(keeper.fd(), (fd, events) -> ended(watch.get(), exit, pid, directory)));
    return exit;
  }

  /// Level-triggered, so a call that comes before the registration is known comes again.
  private static void ended(
      Poller.@Nullable Registration watch,
      CompletableFuture<ExitStatus> exit,
      int pid,
      Path directory) {
    if (watch == null) return;
    watch.close();
    Thread.startVirtualThread(() -> finish(exit, pid, directory));
  }

  private static void finish(CompletableFuture<ExitStatus> exit, int pid, Path directory) {
    try {
      Keepers.reap(pid);
      Optional<ExitStatus> found = StateFile.read(directory).exit();
      exit.complete(found.orElseGet(() -> unknown()));
    } catch (IOException e) {
      exit.completeExceptionally(e);
    }
  }

  private static ExitStatus unknown() {
    return new ExitStatus(UNKNOWN.code(), UNKNOWN.signal(), Instant.now());
  }
}
