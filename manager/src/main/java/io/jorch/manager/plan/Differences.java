package io.jorch.manager.plan;

import io.jorch.core.model.Deployment;
import io.jorch.core.model.TaskSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Names what differs between two values of one record type, in the words of a compose file.
/// Reads the records' components, so that a new one cannot be forgotten here.
final class Differences {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("imageId", "image contents"),
          Map.entry("restartNonce", "restarted"),
          Map.entry("groupAdd", "group_add"),
          Map.entry("workingDir", "working_dir"),
          Map.entry("stopSignal", "stop_signal"),
          Map.entry("stopGracePeriod", "stop_grace_period"),
          Map.entry("mounts", "volumes"),
          Map.entry("update", "update_config"),
          Map.entry("rollback", "rollback_config"),
          Map.entry("failureAction", "failure_action"),
          Map.entry("maxFailureRatio", "max_failure_ratio"),
          Map.entry("maxAttempts", "max_attempts"),
          Map.entry("startPeriod", "start_period"),
          Map.entry("startInterval", "start_interval"),
          Map.entry("nanoCpus", "cpus"),
          Map.entry("memoryBytes", "memory"),
          Map.entry("networkMode", "network_mode"),
          Map.entry("extraHosts", "extra_hosts"),
          Map.entry("stdinOpen", "stdin_open"),
          Map.entry("readOnly", "read_only"),
          Map.entry("capAdd", "cap_add"),
          Map.entry("capDrop", "cap_drop"),
          Map.entry("dependsOn", "depends_on"),
          Map.entry("pullPolicy", "pull_policy"),
          Map.entry("containerName", "container_name"),
          Map.entry("deployment", "deploy"));

  private Differences() {}

  static List<String> between(Record from, Record to) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : from.getClass().getRecordComponents()) {
      Object a = value(component, from);
      Object b = value(component, to);
      if (component.getName().equals("build")) continue; // what was built is in the image's id
      boolean apart =
          component.getType() == TaskSpec.class || component.getType() == Deployment.class;
      if (apart && a instanceof Record before && b instanceof Record after) {
        names.addAll(between(before, after));
      } else if (!Objects.equals(a, b)) {
        names.add(word(component.getName(), b));
      }
    }
    return names.stream().distinct().toList();
  }

  static String word(String component, Object value) {
    if (component.equals("stopped")) {
      return Boolean.TRUE.equals(value) ? "stopped" : "started";
    }
    return WORDS.getOrDefault(component, component);
  }

  static Object value(RecordComponent component, Record from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of a specification", e);
    }
  }
}
