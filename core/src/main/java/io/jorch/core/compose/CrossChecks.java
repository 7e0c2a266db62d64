package io.jorch.core.compose;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.ServiceSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What only shows when services are looked at together.
final class CrossChecks {
  private final Map<String, PlacedService> services = new LinkedHashMap<>();
  private final Problems problems;

  /// Port entries that clash: one word about a range of them is enough.
  private final Set<Mark> reported = new HashSet<>();

  CrossChecks(List<PlacedService> all, Problems problems) {
    for (PlacedService service : all) services.put(service.name(), service);
    this.problems = problems;
  }

  /// The active services with their dependencies.
  List<ServiceSpec> run() {
    List<ServiceSpec> result = new ArrayList<>();
    Map<String, PlacedService> containerNames = new HashMap<>();
    Map<String, List<PortReader.Placed>> ports = new HashMap<>();
    AffinityChecks affinities = new AffinityChecks(services, problems);
    for (PlacedService service : services.values()) {
      List<Dependency> dependencies = dependencies(service);
      if (!service.active()) continue;
      containerName(service, containerNames);
      fixedAddress(service);
      for (PortReader.Placed port : service.ports()) published(port, ports);
      result.add(service.with(dependencies, affinities.of(service)));
    }
    cycles();
    return result;
  }

  private List<Dependency> dependencies(PlacedService service) {
    List<Dependency> result = new ArrayList<>();
    for (DependencyReader.Placed placed : service.dependencies()) {
      String name = placed.dependency().service().value();
      PlacedService other = services.get(name);
      if (other != null && other.active()) result.add(placed.dependency());
      else if (placed.dependency().required() && (other == null || service.active())) {
        problems.error(
            placed.mark(), placed.path(), other == null ? unknown(name) : inactive(other));
      }
    }
    return List.copyOf(result);
  }

  private String unknown(String name) {
    return "service '" + name + "' is not defined" + NearMiss.hint(name, services.keySet());
  }

  private static String inactive(PlacedService other) {
    String profiles = String.join(", ", other.profiles());
    return "service '" + other.name() + "' is off; switch on one of its profiles: " + profiles;
  }

  private void containerName(PlacedService service, Map<String, PlacedService> seen) {
    if (service.spec().containerName().isEmpty()) return;
    String name = service.spec().containerName().get();
    if (service.spec().replicas() > 1) {
      String message =
          "cannot be one name for " + service.spec().replicas() + " replicas; remove it";
      service.section().error("container_name", message);
    }
    PlacedService first = seen.putIfAbsent(name, service);
    if (first != null) {
      service
          .section()
          .error(
              "container_name", "'" + name + "' is used by service '" + first.name() + "' already");
    }
  }

  private static void fixedAddress(PlacedService service) {
    boolean fixed =
        service.spec().task().networks().stream().anyMatch(n -> n.ipv4Address().isPresent());
    boolean global = service.spec().deployment().mode().global();
    if (fixed && (global || service.spec().replicas() > 1)) {
      String count = global ? "a task on each node" : service.spec().replicas() + " replicas";
      service.section().error("networks", "one 'ipv4_address' cannot serve " + count);
    }
  }

  private void published(PortReader.Placed placed, Map<String, List<PortReader.Placed>> seen) {
    String key = placed.port().published() + "/" + placed.port().protocol();
    List<PortReader.Placed> same = seen.computeIfAbsent(key, k -> new ArrayList<>());
    for (PortReader.Placed other : same) {
      if (!clash(placed.port(), other.port())) continue;
      if (!reported.add(placed.mark())) return;
      String owner = other.path().replaceFirst("\\.ports\\[.*", "");
      String port = "host port " + placed.port().published().orElse(0);
      problems.error(
          placed.mark(),
          placed.path(),
          port + " is published by " + owner + " already, on line " + other.mark().line());
      return;
    }
    same.add(placed);
  }

  private static boolean clash(PortSpec a, PortSpec b) {
    return a.published().isPresent()
        && !(a.host() && b.host()) // the scheduler keeps their tasks on different nodes
        && a.published().equals(b.published())
        && a.protocol() == b.protocol()
        && (a.hostIp().equals(b.hostIp()) || isAny(a.hostIp()) || isAny(b.hostIp()));
  }

  private static boolean isAny(String ip) {
    return ip.isEmpty() || ip.equals("0.0.0.0") || ip.equals("::");
  }

  private void cycles() {
    Set<String> done = new HashSet<>();
    for (String name : services.keySet()) if (!done.contains(name)) walk(name, done);
  }

  /// Depth first, on a list and not on the stack; each cycle is reported where it closes.
  private void walk(String root, Set<String> done) {
    LinkedHashMap<String, Iterator<DependencyReader.Placed>> trail = new LinkedHashMap<>();
    trail.put(root, dependenciesOf(root));
    while (!trail.isEmpty()) {
      var last = trail.lastEntry();
      if (!last.getValue().hasNext()) {
        done.add(last.getKey());
        trail.pollLastEntry();
        continue;
      }
      DependencyReader.Placed placed = last.getValue().next();
      String next = placed.dependency().service().value();
      if (trail.containsKey(next)) circle(placed, next, new ArrayList<>(trail.keySet()));
      else if (!done.contains(next)) trail.put(next, dependenciesOf(next));
    }
  }

  private Iterator<DependencyReader.Placed> dependenciesOf(String name) {
    PlacedService service = services.get(name);
    return service == null ? Collections.emptyIterator() : service.dependencies().iterator();
  }

  private void circle(DependencyReader.Placed placed, String next, List<String> trail) {
    String circle = String.join(" -> ", trail.subList(trail.indexOf(next), trail.size()));
    String message = "services wait for each other: " + circle + " -> " + next;
    problems.error(placed.mark(), placed.path(), message);
  }
}
