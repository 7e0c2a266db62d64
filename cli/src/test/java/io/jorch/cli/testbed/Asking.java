package io.jorch.cli.testbed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A client that asks a service over HTTP again and again, from inside a namespace, each time on a
/// new connection.
public final class Asking implements AutoCloseable {
  private final InetSocketAddress target;
  private final String path;
  private final Duration interval;
  private final Duration patience;
  private final List<Sample> samples = new ArrayList<>();
  private final Errand errand;

  private Asking(
      Namespace from, InetSocketAddress target, String path, Duration interval, Duration patience) {
    this.target = target;
    this.path = path;
    this.interval = interval;
    this.patience = patience;
    errand = Errand.start("asking-" + target, from, this::work);
  }

  /// Asks until closed.
  ///
  /// @param patience how long one question may take before it counts as failed
  public static Asking start(
      Namespace from, InetSocketAddress target, String path, Duration interval, Duration patience) {
    return new Asking(from, target, path, interval, patience);
  }

  private void work(BooleanSupplier over) throws InterruptedException {
    while (!over.getAsBoolean()) {
      add(ask());
      Thread.sleep(interval);
    }
  }

  private Sample ask() {
    long asked = System.nanoTime();
    Optional<String> by = answer();
    return new Sample(asked, System.nanoTime(), by);
  }

  private Optional<String> answer() {
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(target, millis);
      socket.setSoTimeout(millis);
      String question = "GET " + path + " HTTP/1.0\r\nHost: " + target.getHostString() + "\r\n\r\n";
      socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
      return body(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> body(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    return head > 0 && answer.matches("(?s)HTTP/1\\.. 200 .*")
        ? Optional.of(answer.substring(head).strip())
        : Optional.empty();
  }

  private synchronized void add(Sample sample) {
    samples.add(sample);
  }

  /// So far.
  public synchronized Served served() {
    return new Served(List.copyOf(samples));
  }

  @Override
  public void close() {
    errand.close();
  }
}
