package io.jorch.agent.node;

import io.jorch.agent.container.ContainerSpec;
import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.linux.SignalName;
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.core.model.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything this machine knows of one container.
record TaskDesk(TaskTable table, Rooms rooms) {
  private static final List<String> NAMESPACES =
      List.of("mnt", "pid", "net", "uts", "ipc", "cgroup", "user");

  Map<String, Object> inspect(TaskId id, boolean plan) throws IOException {
    TaskTable.Row row = table.row(id);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("directory", row.files().directory().toString());
    facts.put("logs", row.files().logs().toString());
    Optional<Cgroup> group = rooms.cgroups().find(id.value());
    facts.put("cgroups", group.map(TaskDesk::paths).orElse(List.of()));
    if (row.running().isPresent()) running(row.running().get(), plan, facts);
    return facts;
  }

  /// Sends a signal to what runs; what becomes of the task then is up to its restart policy.
  void signal(TaskId id, String name) throws IOException {
    TaskTable.Row row = table.row(id);
    RunningContainer container = row.container();
    int number;
    try {
      number = SignalName.number(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("send a signal to " + row.task().name() + ": " + e.getMessage(), e);
    }
    if (!container.signal(number)) {
      throw new IOException(
          "send " + SignalName.of(number) + " to " + row.task().name() + ": it has just ended");
    }
  }

  private void running(Running running, boolean plan, Map<String, Object> facts)
      throws IOException {
    RunningContainer container = running.container();
    int pid = container.process().pid();
    facts.put("pid", pid);
    facts.put("keeperPid", container.keeperPid());
    facts.put("namespaces", namespaces(pid));
    facts.put("arguments", running.recipe().arguments());
    ContainerSpec spec = container.spec();
    facts.put("mounts", spec.mounts().stream().map(Object::toString).toList());
    facts.put("rootLayers", spec.root().layers().stream().map(Path::toString).toList());
    facts.put("addresses", running.endpoints().stream().map(Object::toString).toList());
    if (plan) facts.put("plan", rooms.runtime().plan(spec).describe().lines().toList());
  }

  private static List<String> paths(Cgroup group) {
    return group.joinFiles().stream().map(file -> file.resolveSibling("").toString()).toList();
  }

  private static Map<String, String> namespaces(int pid) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : NAMESPACES) {
      Path link = Path.of("/proc", Integer.toString(pid), "ns", name);
      if (Files.exists(link)) found.put(name, Files.readSymbolicLink(link).toString());
    }
    return found;
  }
}
