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
record InfoDesk(NodeInfo node, String cgroups, Path stateDir, Path runDir, Instant startedAt) {
  DaemonInfo of(Picture picture, int stacks, NodeService service) throws IOException {
    int running =
        (int)
            picture.observed().statuses().values().stream()
                .filter(status -> status.state() == TaskState.RUNNING)
                .count();
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
        stacks,
        picture.observed().tasks().size(),
        running,
        service.images().size(),
        List.of());
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
