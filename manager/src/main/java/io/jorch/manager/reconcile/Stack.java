package io.jorch.manager.reconcile;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// One stack as desired, with its tasks sorted into services.
///
/// @param strays tasks of services that the stack no longer has
/// @param oneOffs tasks of `run` for services it has
record Stack(
    StackRevision revision,
    Past past,
    Map<ServiceName, Service> services,
    List<Seen> strays,
    List<Seen> oneOffs,
    Observed observed) {

  static Stack of(
      StackRevision revision,
      Past past,
      List<Seen> tasks,
      Observed observed,
      Function<TaskSpec, SpecHash> hash) {
    Map<ServiceName, Map<Integer, List<Seen>>> sorted = new TreeMap<>();
    List<Seen> strays = new ArrayList<>();
    List<Seen> oneOffs = new ArrayList<>();
    for (Seen seen : tasks) {
      Task task = seen.task();
      if (!revision.spec().services().containsKey(task.service())) {
        strays.add(seen);
      } else if (task.slot() == 0) {
        oneOffs.add(seen);
      } else {
        sorted
            .computeIfAbsent(task.service(), _ -> new TreeMap<>())
            .computeIfAbsent(task.slot(), _ -> new ArrayList<>())
            .add(seen);
      }
    }
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    for (ServiceSpec spec : revision.spec().services().values()) {
      Map<Integer, List<Seen>> slots = sorted.getOrDefault(spec.name(), Map.of());
      services.put(spec.name(), service(revision, past, spec, slots, observed, hash));
    }
    return new Stack(revision, past, services, strays, oneOffs, observed);
  }

  private static Service service(
      StackRevision revision,
      Past past,
      ServiceSpec spec,
      Map<Integer, List<Seen>> tasks,
      Observed observed,
      Function<TaskSpec, SpecHash> hash) {
    TreeMap<Integer, Slot> slots = new TreeMap<>();
    tasks.forEach((number, seen) -> slots.put(number, Slot.of(number, seen)));
    Update update = Update.of(revision, past, spec, hash);
    StackName stack = revision.spec().name();
    return new Service(stack, spec, hash.apply(spec.task()), slots, observed, update);
  }

  StackName name() {
    return revision.spec().name();
  }

  /// Services that name `service` in their `depends_on`.
  List<Service> dependentsOf(Service service) {
    return services.values().stream()
        .filter(
            other ->
                other.spec().dependsOn().stream()
                    .anyMatch(on -> on.service().equals(service.spec().name())))
        .toList();
  }

  void hold(String reason, Ledger ledger) {
    for (Service service : services.values()) {
      ledger.waits(SlotRef.whole(name(), service.spec().name()), reason);
    }
  }
}
