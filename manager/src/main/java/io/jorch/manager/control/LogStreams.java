package io.jorch.manager.control;

import io.jorch.core.api.LogLine;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.LogSelection;
import io.jorch.manager.control.Operations.LogRequest;
import io.jorch.manager.stream.MergedLogs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Logs as users ask for them: of one task from its node, of services from all nodes that have
/// tasks of theirs, ended ones too.
record LogStreams(Stacks stacks, Listings listings, Reach reach, InstantSource clock) {
  void send(LogRequest request, LogQuery query, Consumer<LogLine> sink) throws IOException {
    Optional<StackName> stack = request.stack().map(StackName::new);
    if (request.task().isPresent()) {
      Task task = listings.find(request.task().get(), stack);
      reach.task(task).logs(only(task.id()), query, sink);
      return;
    }
    if (stack.isPresent()) check(stack.get(), request.services());
    Set<ServiceName> services =
        request.services().stream().map(ServiceName::new).collect(Collectors.toSet());
    send(new LogSelection(stack, services, Optional.empty()), query, sink);
  }

  private void check(StackName stack, Set<String> services) throws RequestException {
    stacks.check(stacks.find(stack).orElseThrow(() -> stacks.missing(stack)), services);
  }

  private static LogSelection only(TaskId task) {
    return new LogSelection(Optional.empty(), Set.of(), Optional.of(task));
  }

  private void send(LogSelection wanted, LogQuery query, Consumer<LogLine> sink)
      throws IOException {
    TaskOrigins origins =
        new TaskOrigins(
            reach,
            task ->
                wanted.stack().map(task.stack()::equals).orElse(true)
                    && (wanted.services().isEmpty() || wanted.services().contains(task.service())));
    Set<NodeId> nodes = origins.nodes();
    if (nodes.size() == 1 && !query.follow()) {
      NodeId only = nodes.iterator().next();
      reach.node(only, "everything that was asked for").logs(wanted, query, sink);
    } else {
      new MergedLogs(origins, wanted, query, clock).sendTo(sink);
    }
  }
}
