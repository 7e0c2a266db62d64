package io.jorch.manager.schedule;

import io.jorch.core.model.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sorts tasks into those that are placed together, which are of one service and have the same
/// needs.
final class Batches {
  /// Tasks that are placed together.
  record Batch(Group group, Needs needs, List<Task> tasks) {
    /// They can only be placed where tasks of another service are.
    boolean follows() {
      return needs.near().stream()
          .anyMatch(near -> near.required() && !near.apart() && !near.other().equals(group));
    }
  }

  private Batches() {}

  /// In the order of their first tasks, but those that follow others come last.
  static List<Batch> of(List<Request> requests) {
    Map<Group, List<Batch>> groups = new LinkedHashMap<>();
    List<Batch> all = new ArrayList<>();
    for (Request request : requests) {
      List<Batch> batches = groups.computeIfAbsent(request.group(), _ -> new ArrayList<>(1));
      find(batches, request, all).tasks().add(request.task());
    }
    all.sort((a, b) -> Boolean.compare(a.follows(), b.follows()));
    return all;
  }

  /// Needs are few and long: most are told by their identity.
  private static Batch find(List<Batch> batches, Request request, List<Batch> all) {
    for (Batch batch : batches) if (same(batch.needs(), request.needs())) return batch;
    for (Batch batch : batches) if (batch.needs().equals(request.needs())) return batch;
    Batch fresh = new Batch(request.group(), request.needs(), new ArrayList<>());
    batches.add(fresh);
    all.add(fresh);
    return fresh;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Needs a, Needs b) {
    return a == b;
  }
}
