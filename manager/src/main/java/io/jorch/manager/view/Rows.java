package io.jorch.manager.view;

import io.jorch.core.api.TaskView;
import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.model.VolumeName;
import io.jorch.manager.reconcile.Observed;
import io.jorch.manager.reconcile.Seen;
import io.jorch.manager.reconcile.SlotRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The rows of `jorch ps`.
public final class Rows {
  private final Observed observed;
  private final Sources sources;
  private final Map<StackName, StackRevision> stacks = new HashMap<>();

  public Rows(List<StackRevision> revisions, Observed observed, Sources sources) {
    this.observed = observed;
    this.sources = sources;
    revisions.forEach(revision -> stacks.put(revision.spec().name(), revision));
  }

  /// All tasks, by stack, service and slot, the newest of a slot first.
  public List<TaskView> all() {
    Map<SlotRef, List<Seen>> slots = new TreeMap<>();
    for (Task task : observed.tasks().values()) {
      slots
          .computeIfAbsent(
              new SlotRef(task.stack(), task.service(), task.slot()), _ -> new ArrayList<>())
          .add(observed.see(task));
    }
    List<TaskView> rows = new ArrayList<>();
    slots.values().forEach(slot -> addSlot(slot, rows));
    return rows;
  }

  private void addSlot(List<Seen> slot, List<TaskView> rows) {
    List<Seen> newest = slot.stream().sorted(Seen.BY_AGE.reversed()).toList();
    for (int i = 0; i < newest.size(); i++) {
      Seen seen = newest.get(i);
      rows.add(row(seen, restarts(seen, newest.subList(i + 1, newest.size()))));
    }
  }

  /// History is cut, an unbroken row of failures is counted on the task: whichever knows more.
  private static int restarts(Seen seen, List<Seen> older) {
    if (seen.task().slot() == 0) {
      return 0;
    }
    long same = older.stream().filter(old -> old.task().spec().equals(seen.task().spec())).count();
    return Math.max((int) same, seen.task().attempt());
  }

  private TaskView row(Seen seen, int restarts) {
    Task task = seen.task();
    Optional<TaskSpec> spec = sources.specs().apply(task.spec());
    Optional<TaskStatus> status = seen.status();
    return new TaskView(
        task.id().value(),
        task.name(),
        task.stack().value(),
        task.service().value(),
        task.slot(),
        task.node().map(observed::nodeName).orElse(""),
        spec.map(TaskSpec::image).orElse(""),
        spec.map(sources::command).orElse(""),
        seen.state(),
        status.map(TaskStatus::health).orElse(Health.NONE),
        status.map(TaskStatus::exitCode).orElse(OptionalInt.empty()),
        restarts,
        task.createdAt(),
        status.flatMap(TaskStatus::startedAt),
        status.flatMap(TaskStatus::finishedAt),
        ports(seen),
        status.map(Rows::addresses).orElse(Map.of()),
        error(seen));
  }

  private String error(Seen seen) {
    String unplaced = sources.unplaced().get(seen.task().id());
    if (seen.state() == TaskState.PENDING && unplaced != null) {
      return unplaced;
    }
    if (seen.state() == TaskState.LOST) {
      return lost(seen);
    }
    boolean oom = seen.status().map(TaskStatus::oomKilled).orElse(false);
    String reason = seen.status().map(TaskStatus::reason).orElse("");
    return oom && !reason.contains("memory") ? joined("out of memory", reason) : reason;
  }

  /// A task with a volume that is still wanted goes on there only.
  private String lost(Seen seen) {
    Optional<NodeId> node = seen.task().node().filter(observed.nodes()::containsKey);
    if (node.isEmpty()) {
      return "its node was removed from the cluster";
    }
    Optional<VolumeName> volume =
        sources.specs().apply(seen.task().spec()).stream()
            .flatMap(spec -> spec.volumes().stream())
            .findFirst();
    if (volume.isEmpty() || !seen.wanted()) {
      return "its node is lost";
    }
    return "waits for node "
        + observed.nodeName(node.get())
        + ", which is lost and has volume "
        + volume.get();
  }

  private static String joined(String first, String second) {
    return second.isEmpty() ? first : first + ": " + second;
  }

  /// Ports of the service, while the task may receive from them.
  private List<String> ports(Seen seen) {
    StackRevision stack = stacks.get(seen.task().stack());
    if (stack == null || !seen.running() || seen.task().slot() == 0) {
      return List.of();
    }
    Map<String, Integer> published = seen.status().map(TaskStatus::published).orElse(Map.of());
    return Optional.ofNullable(stack.spec().services().get(seen.task().service())).stream()
        .flatMap(service -> service.ports().stream())
        .map(port -> port(port, published))
        .toList();
  }

  /// A port that the file left open shows what its node gave it, once it is known.
  static String port(PortSpec port, Map<String, Integer> published) {
    String target = port.target() + "/" + port.protocol().name().toLowerCase(Locale.ROOT);
    String host = port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    Integer given = published.get(target);
    if (port.published().isEmpty() && given == null) {
      return target;
    }
    int open = port.published().orElseGet(() -> given == null ? 0 : given);
    return shown + ":" + open + "->" + target;
  }

  private static Map<String, String> addresses(TaskStatus status) {
    Map<String, String> addresses = new TreeMap<>();
    status.addresses().forEach((network, address) -> addresses.put(network.value(), address));
    return addresses;
  }
}
