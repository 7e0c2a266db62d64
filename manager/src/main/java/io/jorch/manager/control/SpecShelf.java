package io.jorch.manager.control;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.TaskSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Specifications, kept as long as a task is made of them or a stack wants them.
final class SpecShelf {
  private final Map<SpecHash, TaskSpec> specs = new ConcurrentHashMap<>();
  private final Map<SpecHash, Integer> tasks = new HashMap<>();
  private final Map<SpecHash, Integer> wishes = new HashMap<>();
  private final Map<StackName, Set<SpecHash>> wanted = new HashMap<>();
  private long version;

  void put(SpecHash hash, TaskSpec spec) {
    if (specs.putIfAbsent(hash, spec) == null) version++;
  }

  /// What a stack's services are made of from now on.
  void want(StackName stack, Map<SpecHash, TaskSpec> made) {
    made.forEach(this::put);
    made.keySet().forEach(hash -> wishes.merge(hash, 1, Integer::sum));
    Set<SpecHash> before =
        made.isEmpty() ? wanted.remove(stack) : wanted.put(stack, Set.copyOf(made.keySet()));
    if (before != null) before.forEach(hash -> less(wishes, hash));
  }

  void used(SpecHash hash) {
    tasks.merge(hash, 1, Integer::sum);
  }

  void unused(SpecHash hash) {
    less(tasks, hash);
  }

  private void less(Map<SpecHash, Integer> counts, SpecHash hash) {
    if (counts.merge(hash, -1, Integer::sum) <= 0) counts.remove(hash);
    if (tasks.containsKey(hash) || wishes.containsKey(hash)) return;
    if (specs.remove(hash) != null) version++;
  }

  Optional<TaskSpec> get(SpecHash hash) {
    return Optional.ofNullable(specs.get(hash));
  }

  /// All that there are at any time; may be read by any thread.
  Map<SpecHash, TaskSpec> all() {
    return Collections.unmodifiableMap(specs);
  }

  /// Differs when others are there.
  long version() {
    return version;
  }
}
