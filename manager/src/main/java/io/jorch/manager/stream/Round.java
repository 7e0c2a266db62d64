package io.jorch.manager.stream;

import io.jorch.core.model.NodeId;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One question put to several nodes at the same time.
public final class Round {
  private Round() {}

  /// What is asked.
  @FunctionalInterface
  public interface Question<T> {
    T of(NodeService node) throws IOException;
  }

  /// What came back.
  ///
  /// @param missing why there is no answer from a node
  public record Answers<T>(Map<NodeId, T> given, Map<NodeId, String> missing) {}

  /// Asks all and waits so long for the last of them.
  public static <T> Answers<T> ask(
      Map<NodeId, NodeService> nodes, Duration patience, Question<T> question)
      throws InterruptedException {
    Map<NodeId, FutureTask<T>> asked = new LinkedHashMap<>();
    nodes.forEach(
        (node, service) -> {
          FutureTask<T> task = new FutureTask<>(() -> question.of(service));
          asked.put(node, task);
          Thread.ofVirtual().name("ask-node").start(task);
        });
    Answers<T> answers = new Answers<>(new TreeMap<>(), new TreeMap<>());
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Map.Entry<NodeId, FutureTask<T>> each : asked.entrySet()) {
        collect(each.getKey(), each.getValue(), end - System.nanoTime(), answers);
      }
    } finally {
      asked.values().forEach(task -> task.cancel(true));
    }
    return answers;
  }

  private static <T> void collect(NodeId node, FutureTask<T> task, long nanos, Answers<T> answers)
      throws InterruptedException {
    try {
      answers.given().put(node, task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      answers.missing().put(node, "it does not answer");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      answers.missing().put(node, String.valueOf(cause.getMessage()));
    }
  }
}
