package io.jorch.agent.node;

import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.net.Traffic;
import io.jorch.core.api.TaskStats;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.node.TaskSelection;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What this node's running containers use. Shares of a processor need two looks.
record StatsDesk(TaskTable table, Rooms rooms, String node, InstantSource clock) {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /// Until the sink throws or the thread is interrupted.
  void follow(TaskSelection selection, Consumer<TaskStats> sink) throws IOException {
    try {
      Map<TaskId, Usage> before = look(selection);
      Thread.sleep(FIRST);
      while (true) {
        Map<TaskId, Usage> now = look(selection);
        differences(before, now).forEach(sink);
        before = now;
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<TaskStats> now(TaskSelection selection) throws IOException {
    Map<TaskId, Usage> before = look(selection);
    if (before.isEmpty()) return List.of();
    try {
      Thread.sleep(FIRST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while containers were being measured", e);
    }
    return differences(before, look(selection));
  }

  private List<TaskStats> differences(Map<TaskId, Usage> before, Map<TaskId, Usage> now)
      throws IOException {
    long memory = NodeFacts.memory();
    return now.entrySet().stream()
        .filter(each -> before.containsKey(each.getKey()))
        .map(
            each ->
                each.getValue()
                    .since(before.getOrDefault(each.getKey(), each.getValue()), node, memory))
        .toList();
  }

  private Map<TaskId, Usage> look(TaskSelection selection) throws IOException {
    Map<TaskId, Usage> found = new LinkedHashMap<>();
    for (TaskTable.Row row : table.rows()) {
      if (isMeant(row, selection)) usage(row).ifPresent(use -> found.put(row.task().id(), use));
    }
    return found;
  }

  private static boolean isMeant(TaskTable.Row row, TaskSelection wanted) {
    return row.status().state() == TaskState.RUNNING
        && wanted.stack().map(row.task().stack()::equals).orElse(true)
        && (wanted.services().isEmpty() || wanted.services().contains(row.task().service()))
        && (wanted.tasks().isEmpty() || wanted.tasks().contains(row.task().id()));
  }

  /// Nothing for a container that has just ended: its group or its namespaces are gone.
  private Optional<Usage> usage(TaskTable.Row row) {
    try {
      Optional<Cgroup> group = rooms.cgroups().find(row.task().id().value());
      if (group.isEmpty() || row.running().isEmpty()) return Optional.empty();
      int pid = row.running().get().container().process().pid();
      boolean own = row.spec().networkMode() != TaskSpec.NetworkMode.HOST;
      Traffic traffic = own ? Traffic.of(pid) : Traffic.NONE;
      return Optional.of(
          new Usage(row.task(), group.get().stats(), traffic, clock.instant(), System.nanoTime()));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
