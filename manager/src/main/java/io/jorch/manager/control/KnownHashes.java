package io.jorch.manager.control;

import io.jorch.core.model.SpecHash;
import io.jorch.core.model.TaskSpec;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/// Hashes of specifications, each made once: every look of the loop asks for those of all services.
/// Forgets those of specifications that nobody holds any more.
final class KnownHashes implements Function<TaskSpec, SpecHash> {
  private final Map<TaskSpec, SpecHash> known = new WeakHashMap<>();
  private final Function<TaskSpec, SpecHash> hash;

  KnownHashes(Function<TaskSpec, SpecHash> hash) {
    this.hash = hash;
  }

  @Override
  public synchronized SpecHash apply(TaskSpec spec) {
    return known.computeIfAbsent(spec, hash);
  }
}
