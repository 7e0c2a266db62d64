package io.jorch.manager.control;

import io.jorch.core.api.DaemonInfo;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.TaskState;
import io.jorch.core.node.NodeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What `jorch info` shows of this daemon.
///
/// @param cgroups the layout, for people
public record InfoDesk(
    NodeInfo node, String cgroups, Path stateDir, Path runDir, Instant startedAt) {
  /// Of what is known of the whole cluster.
  public record Counts(int stacks, int tasks, int running) {}

  DaemonInfo of(Picture picture, int stacks, NodeService service) throws IOException {
    int running =
        (int)
            picture.observed().statuses().values().stream()
                .filter(status -> status.state() == TaskState.RUNNING)
                .count();
    int tasks = picture.observed().tasks().size();
    return of(new Counts(stacks, tasks, running), service, List.of());
  }

  public DaemonInfo of(Counts counts, NodeService service, List<String> warnings)
      throws IOException {
    return new DaemonInfo(
        node.version(),
        node.id().value(),
        node.hostname(),
        ProcessHandle.current().pid(),
        startedAt,
        node.kernel(),
        node.architecture(),
        Runtime.getRuntime().availableProcessors(),
        node.capacity().memoryBytes().orElse(0),
        residentBytes(),
        cgroups,
        stateDir.toString(),
        runDir.toString(),
        counts.stacks(),
        counts.tasks(),
        counts.running(),
        service.images().size(),
        warnings);
  }

  /// VmRSS of proc_pid_status(5).
  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }
}
