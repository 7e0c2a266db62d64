package io.jorch.manager.control;

import io.jorch.core.model.Health;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import io.jorch.core.model.VolumeName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns what happens to tasks and stacks into events.
final class Chronicle {
  private final EventLog log;

  Chronicle(EventLog log) {
    this.log = log;
  }

  void stack(String name, String action, String detail, Instant now) {
    log.add(now, "stack", action, name, detail.isEmpty() ? Map.of() : Map.of("detail", detail));
  }

  /// A volume has gone from a node that was away when its stack went.
  void volumeRemoved(VolumeName volume, NodeId node, Instant now) {
    log.add(now, "volume", "removed", volume.value(), Map.of("node", node.value()));
  }

  void task(Task task, String action, String reason, Instant now) {
    log.add(now, "task", action, task.id().value(), attributes(task, reason));
  }

  /// What a new status tells beyond the one before.
  void status(Task task, Optional<TaskStatus> before, TaskStatus now) {
    TaskState was = before.map(TaskStatus::state).orElse(TaskState.ASSIGNED);
    if (was != now.state()) {
      if (now.oomKilled()) task(task, "oom", now.reason(), now.changedAt());
      Map<String, String> attributes = attributes(task, now.reason());
      now.exitCode().ifPresent(code -> attributes.put("exitCode", Integer.toString(code)));
      log.add(now.changedAt(), "task", word(now.state()), task.id().value(), attributes);
    }
    Health health = before.map(TaskStatus::health).orElse(Health.NONE);
    if (health != now.health() && now.state() == TaskState.RUNNING) {
      if (now.health() == Health.HEALTHY || now.health() == Health.UNHEALTHY) {
        task(task, word(now.health()), now.reason(), now.changedAt());
      }
    }
  }

  private static String word(TaskState state) {
    return state == TaskState.RUNNING ? "started" : state.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Health health) {
    return health.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> attributes(Task task, String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("stack", task.stack().value());
    attributes.put("service", task.service().value());
    attributes.put("slot", Integer.toString(task.slot()));
    attributes.put("name", task.name());
    if (!reason.isEmpty()) attributes.put("reason", reason);
    return attributes;
  }
}
