package io.jorch.manager.control;

import io.jorch.core.api.TaskStats;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.NodeService;
import io.jorch.core.node.TaskSelection;
import io.jorch.manager.control.Operations.StatsQuery;
import io.jorch.manager.stream.MergedStats;
import io.jorch.manager.stream.Origins;
import io.jorch.manager.stream.Round;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What containers use, from all nodes that run any of those that are meant.
record StatsStreams(Stacks stacks, Listings listings, Reach reach) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  void send(StatsQuery query, Consumer<TaskStats> sink) throws IOException {
    TaskSelection wanted = selection(query);
    TaskOrigins origins = new TaskOrigins(reach, task -> isMeant(wanted, task));
    if (query.follow()) new MergedStats(origins, wanted).sendTo(sink);
    else once(origins, wanted, sink);
  }

  private TaskSelection selection(StatsQuery query) throws RequestException {
    Optional<StackName> stack = query.stack().map(StackName::new);
    if (stack.isPresent() && !query.services().isEmpty()) {
      stacks.check(
          stacks.find(stack.get()).orElseThrow(() -> stacks.missing(stack.get())),
          query.services());
    }
    Set<TaskId> tasks = new HashSet<>();
    for (String task : query.tasks()) tasks.add(listings.find(task, Optional.empty()).id());
    Set<ServiceName> services =
        query.services().stream().map(ServiceName::new).collect(Collectors.toSet());
    return new TaskSelection(stack, services, tasks);
  }

  private boolean isMeant(TaskSelection wanted, Task task) {
    return wanted.stack().map(task.stack()::equals).orElse(true)
        && (wanted.services().isEmpty() || wanted.services().contains(task.service()))
        && (wanted.tasks().isEmpty() || wanted.tasks().contains(task.id()))
        && !reach.picture().get().observed().see(task).state().ended();
  }

  /// All that can be had, and then an error for what cannot.
  private void once(Origins origins, TaskSelection wanted, Consumer<TaskStats> sink)
      throws IOException {
    Map<NodeId, NodeService> nodes = new HashMap<>();
    Set<String> troubles = new HashSet<>();
    for (NodeId node : origins.nodes()) {
      Optional<NodeService> service = origins.of(node);
      if (service.isPresent()) nodes.put(node, service.get());
      else troubles.add(origins.trouble(node));
    }
    Round.Answers<List<TaskStats>> answers = ask(nodes, wanted);
    answers
        .given()
        .forEach((node, rows) -> rows.forEach(row -> sink.accept(row.on(origins.name(node)))));
    answers
        .missing()
        .forEach((node, why) -> troubles.add("node " + origins.name(node) + ": " + why));
    if (!troubles.isEmpty()) {
      throw RequestException.conflict(
          "figures are missing: " + troubles.stream().sorted().collect(Collectors.joining("; ")));
    }
  }

  private static Round.Answers<List<TaskStats>> ask(
      Map<NodeId, NodeService> nodes, TaskSelection wanted) throws IOException {
    try {
      return Round.ask(nodes, PATIENCE, node -> node.statsNow(wanted));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while nodes were being asked", e);
    }
  }
}
