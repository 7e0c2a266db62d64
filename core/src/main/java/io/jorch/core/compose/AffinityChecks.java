package io.jorch.core.compose;

import io.jorch.core.model.Affinity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether the services that affinities name exist, and whether their tasks can ever be placed.
final class AffinityChecks {
  private final Map<String, PlacedService> services;
  private final Problems problems;

  AffinityChecks(Map<String, PlacedService> services, Problems problems) {
    this.services = services;
    this.problems = problems;
  }

  /// The affinities of a service that is active, without those to services that are off.
  List<Affinity> of(PlacedService service) {
    List<Affinity> result = new ArrayList<>();
    for (AffinityReader.Placed placed : service.affinities()) {
      String name = name(placed);
      PlacedService other = services.get(name);
      if (other == null) {
        String hint = NearMiss.hint(name, services.keySet());
        problems.error(
            placed.mark(), placed.path(), "service '" + name + "' is not defined" + hint);
      } else if (other.active()) {
        result.add(placed.affinity());
        if (waits(placed)) circle(service, placed);
      }
    }
    return List.copyOf(result);
  }

  /// Each would be placed only when the other is.
  private void circle(PlacedService service, AffinityReader.Placed placed) {
    if (name(placed).equals(service.name()) || !reaches(placed, service.name(), new HashSet<>())) {
      return;
    }
    problems.error(
        placed.mark(),
        placed.path(),
        "'"
            + service.name()
            + "' and '"
            + name(placed)
            + "' would wait for each other; one side is enough");
  }

  private boolean reaches(AffinityReader.Placed from, String goal, Set<String> seen) {
    PlacedService at = services.get(name(from));
    if (at == null || !seen.add(at.name())) return false;
    if (at.name().equals(goal)) return true;
    return at.affinities().stream()
        .anyMatch(
            next -> waits(next) && !name(next).equals(at.name()) && reaches(next, goal, seen));
  }

  private static boolean waits(AffinityReader.Placed placed) {
    return placed.affinity().required() && !placed.affinity().apart();
  }

  private static String name(AffinityReader.Placed placed) {
    return placed.affinity().service().value();
  }
}
