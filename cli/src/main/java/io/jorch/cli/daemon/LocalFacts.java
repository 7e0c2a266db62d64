package io.jorch.cli.daemon;

import io.jorch.agent.node.NodeAgent;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.TaskState;
import io.jorch.manager.control.InfoDesk;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Operations.TaskQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What this daemon says of itself; what it has to ask a manager for is left out when none answers.
record LocalFacts(
    NodeAgent agent,
    DaemonOptions options,
    Instant startedAt,
    Switch.Target<Operations> manager,
    Ending ending)
    implements Hall.Here {

  @Override
  public DaemonInfo info() throws IOException {
    NodeInfo node = agent.info();
    Path state = options.stateDir();
    InfoDesk desk = new InfoDesk(node, agent.cgroupLayout(), state, options.runDir(), startedAt);
    try {
      Operations operations = manager.get();
      List<TaskView> tasks = operations.tasks(new TaskQuery(Optional.empty(), Set.of(), false));
      int running = (int) tasks.stream().filter(each -> each.state() == TaskState.RUNNING).count();
      InfoDesk.Counts counts =
          new InfoDesk.Counts(operations.stacks().size(), tasks.size(), running);
      return desk.of(counts, agent.service(), List.of());
    } catch (IOException e) {
      return desk.of(
          new InfoDesk.Counts(0, 0, 0), agent.service(), List.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void shutDown() {
    ending.end();
  }
}
