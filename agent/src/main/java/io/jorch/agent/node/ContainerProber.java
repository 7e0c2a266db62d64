package io.jorch.agent.node;

import io.jorch.agent.container.ContainerRuntime;
import io.jorch.agent.container.ExecProcess;
import io.jorch.agent.container.ExecSpec;
import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.Streams;
import io.jorch.agent.health.Answer;
import io.jorch.agent.health.Probe;
import io.jorch.agent.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Probes by executing the check's command in the container. No thread waits for it.
final class ContainerProber implements HealthRounds.Prober, AutoCloseable {
  private static final int SIGKILL = 9;
  private static final int SHOWN = 1024;
  private static final int THREADS = 2;
  private final ContainerRuntime runtime;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("health-", 0).factory());

  ContainerProber(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void probe(Running running, Probe probe, Consumer<Answer> then) {
    threads.execute(() -> start(running, probe, then));
  }

  private void start(Running running, Probe probe, Consumer<Answer> then) {
    ExecProcess process;
    try {
      process = runtime.exec(running.container(), ExecSpec.of(probe.command(), false));
      if (process.streams().isPresent()) doNotBlock(process.streams().get());
    } catch (IOException e) {
      then.accept(new Answer(-1, String.valueOf(e.getMessage())));
      return;
    }
    var _ =
        process
            .exit()
            .orTimeout(probe.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync(
                (exit, error) -> then.accept(finish(process, probe, exit, error)), threads);
  }

  private static void doNotBlock(Streams streams) throws IOException {
    streams.stdout().nonBlocking();
    streams.stderr().nonBlocking();
  }

  private static Answer finish(
      ExecProcess process, Probe probe, @Nullable ExitStatus exit, @Nullable Throwable error) {
    try (process) {
      String output = process.streams().map(ContainerProber::output).orElse("");
      if (exit != null) return new Answer(exit.code(), output);
      if (!(error instanceof TimeoutException)) return new Answer(-1, String.valueOf(error));
      process.signal(SIGKILL);
      return new Answer(-1, "no answer within " + probe.timeout().toMillis() + " ms " + output);
    } catch (IOException e) {
      return new Answer(-1, String.valueOf(e.getMessage()));
    }
  }

  private static String output(Streams streams) {
    String errors = read(streams.stderr());
    String text = read(streams.stdout());
    return (text + (text.isEmpty() || errors.isEmpty() ? "" : "\n") + errors).strip();
  }

  private static String read(Fd from) {
    byte[] buffer = new byte[SHOWN];
    try {
      int count = from.read(buffer, 0, buffer.length);
      return count <= 0 ? "" : new String(buffer, 0, count, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // nothing was written
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
