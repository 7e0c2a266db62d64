package io.jorch.agent.container;

import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Keepers;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.Poller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The pipe through which the launcher of an exec tells how its program ended.
final class ResultPipe {
  private static final int STATUS = 8;

  private ResultPipe() {}

  /// Takes over the pipe. The future completes on a virtual thread.
  static CompletableFuture<ExitStatus> watch(Poller poller, Fd pipe, int launcher)
      throws LinuxException {
    CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    AtomicReference<Poller.Registration> watch = new AtomicReference<>();
    watch.set(
        poller.watch(pipe.number(), (fd, events) -> ended(watch.get(), exit, pipe, launcher)));
    return exit;
  }

  /// Level-triggered, so a call that comes before the registration is known comes again.
  private static void ended(
      Poller.@Nullable Registration watch,
      CompletableFuture<ExitStatus> exit,
      Fd pipe,
      int launcher) {
    if (watch == null) return;
    watch.close();
    Thread.startVirtualThread(() -> finish(exit, pipe, launcher));
  }

  private static void finish(CompletableFuture<ExitStatus> exit, Fd pipe, int launcher) {
    try (pipe) {
      byte[] status = pipe.input().readNBytes(STATUS);
      Keepers.reap(launcher);
      if (status.length < STATUS) throw new IOException("the launcher of an exec was killed");
      int raw = ByteBuffer.wrap(status).order(ByteOrder.LITTLE_ENDIAN).getInt();
      exit.complete(ExitStatus.ofWait(raw, Instant.now()));
    } catch (IOException e) {
      exit.completeExceptionally(e);
    }
  }
}
