package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.ProcessFacts;
import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.core.api.ProcessView;
import io.jorch.core.model.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The processes of this node's containers. The image needs no `ps`.
record ProcessDesk(TaskTable table, Rooms rooms, InstantSource clock) {
  List<ProcessView> list(TaskId id) throws IOException {
    RunningContainer container = table.row(id).container();
    int first = container.process().pid();
    Set<Integer> pids = new TreeSet<>(Set.of(first));
    Optional<Cgroup> group = rooms.cgroups().find(id.value());
    if (group.isPresent()) pids.addAll(group.get().processes());
    List<ProcessFacts> found =
        pids.stream().map(ProcessFacts::of).flatMap(Optional::stream).toList();
    Map<Integer, Integer> inner =
        found.stream().collect(Collectors.toMap(ProcessFacts::pid, ProcessFacts::innerPid));
    Map<Integer, String> users = users(first);
    Instant boot = ProcessFacts.boot();
    Instant now = clock.instant();
    return found.stream()
        .map(
            each ->
                view(
                    each,
                    inner.getOrDefault(each.parent(), 0),
                    users.getOrDefault(each.uid(), Integer.toUnsignedString(each.uid())),
                    boot.plus(each.start()),
                    now))
        .sorted(Comparator.comparingInt(ProcessView::pid))
        .toList();
  }

  static ProcessView view(
      ProcessFacts process, int parent, String user, Instant started, Instant now) {
    long lived = Math.max(1, Duration.between(started, now).toMillis());
    long cpu = process.cpu().toMillis();
    return new ProcessView(
        process.innerPid(),
        process.pid(),
        parent,
        user,
        process.state(),
        Math.round(1000.0 * cpu / lived) / 10.0,
        cpu,
        process.residentBytes(),
        started,
        process.command());
  }

  /// Names by number, as the container has them (passwd(5)).
  private static Map<Integer, String> users(int pid) throws IOException {
    try (ContainerFiles files = ContainerFiles.of(pid)) {
      return users(files.read("/etc/passwd").orElse(""));
    }
  }

  static Map<Integer, String> users(String passwd) {
    Map<Integer, String> names = new HashMap<>();
    for (String line : passwd.lines().toList()) {
      List<String> fields = List.of(line.split(":", -1));
      if (fields.size() < 3 || !fields.get(2).matches("\\d{1,9}")) continue;
      names.putIfAbsent(Integer.valueOf(fields.get(2)), fields.getFirst());
    }
    return names;
  }
}
