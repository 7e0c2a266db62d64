package io.jorch.cli.daemon;

import io.jorch.core.model.NodeId;
import io.jorch.core.remote.Channel;
import io.jorch.core.remote.Dial;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.RequestException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Takes calls to the manager that decides. One that is frozen or cut off is waited for only until
/// another one decides.
final class Forwarding {
  private static final long LOOK_MILLIS = 50;

  private Forwarding() {}

  /// A manager for one call, which is connected already.
  ///
  /// @param replaced whether another manager decides by now
  /// @throws RequestException that says UNAVAILABLE when it cannot be reached
  static Operations to(NodeId manager, Ways ways, BooleanSupplier replaced) throws IOException {
    Dial dial = ways.dial(manager, Hall.SERVICE);
    Channel connected = connect(dial, ways.name(manager), replaced);
    AtomicReference<@Nullable Channel> ready =
        new AtomicReference<>(new ReplaceableChannel(connected, replaced));
    return ways.client(
        manager,
        Operations.class,
        () -> {
          @Nullable Channel first = ready.getAndSet(null);
          return first != null ? first : new ReplaceableChannel(dial.open(), replaced);
        });
  }

  private static Channel connect(Dial dial, String name, BooleanSupplier replaced)
      throws IOException {
    CompletableFuture<Channel> opening = new CompletableFuture<>();
    Thread.startVirtualThread(() -> open(dial, opening));
    while (true) {
      try {
        return opening.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!replaced.getAsBoolean()) continue;
        abandon(opening);
        throw RequestException.unavailable("another manager decides by now; try again");
      } catch (ExecutionException e) {
        throw unreached(name, String.valueOf(opening.exceptionNow().getMessage()));
      } catch (InterruptedException e) {
        abandon(opening);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("connecting with " + name + " was given up");
      }
    }
  }

  private static RequestException unreached(String name, String reason) {
    return RequestException.unavailable(
        "the manager that decides, "
            + name
            + ", cannot be reached ("
            + reason
            + "): running containers go on; try again in a moment, or see `jorch cluster status`"
            + " on a manager");
  }

  private static void open(Dial dial, CompletableFuture<Channel> opening) {
    try {
      Channel channel = dial.open();
      if (!opening.complete(channel)) channel.close();
    } catch (IOException | RuntimeException e) {
      opening.completeExceptionally(e);
    }
  }

  /// Whatever is opened yet is closed.
  private static void abandon(CompletableFuture<Channel> opening) throws IOException {
    if (!opening.cancel(true) && opening.state() == CompletableFuture.State.SUCCESS) {
      opening.resultNow().close();
    }
  }
}
