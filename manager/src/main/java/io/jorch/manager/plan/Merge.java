package io.jorch.manager.plan;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings a file together with what is there: counts of restarts are no part of a file, and `up
/// web` changes `web` only.
public final class Merge {
  private Merge() {}

  /// What the stack becomes when `next` is applied. Equal to `old` when nothing changes.
  ///
  /// @param next from the file, with image ids pinned
  /// @param only when not empty, take these and what they depend on from the file and leave the
  ///     rest as it is
  /// @param recreate replace the tasks of what is taken from the file although nothing changed
  public static StackSpec apply(
      Optional<StackSpec> old, StackSpec next, List<ServiceName> only, boolean recreate) {
    Set<ServiceName> taken =
        Dependencies.closure(next, only.isEmpty() ? next.services().keySet() : new HashSet<>(only));
    StackSpec before = old.orElse(new StackSpec(next.name(), Map.of(), Map.of(), Map.of()));
    StackSpec merged = only.isEmpty() ? next : partly(before, next, taken);
    StackSpec carried = StackEdit.each(merged, taken, service -> carry(before, service, recreate));
    return followed(before, carried);
  }

  /// `next` with new tasks for services that depend on what changed and are to follow it.
  public static StackSpec followed(StackSpec before, StackSpec next) {
    return StackEdit.each(next, followers(before, next), Nonce::next);
  }

  /// How an image is built is no change by itself: the image that came of it is. So the same file
  /// in another directory changes nothing.
  private static ServiceSpec carry(StackSpec before, ServiceSpec service, boolean recreate) {
    ServiceSpec known = before.services().get(service.name());
    if (known == null) {
      return service;
    }
    ServiceSpec same = Nonce.with(service, known.task().restartNonce());
    if (recreate) {
      return Nonce.next(same);
    }
    return same.withBuild(known.build()).equals(known) ? known : same;
  }

  /// Services whose own tasks stay the same but which follow a dependency that is replaced.
  private static Set<ServiceName> followers(StackSpec before, StackSpec next) {
    Set<ServiceName> replaced = new HashSet<>();
    for (ServiceSpec service : next.services().values()) {
      ServiceSpec known = before.services().get(service.name());
      if (known != null && !known.task().equals(service.task())) {
        replaced.add(service.name());
      }
    }
    Set<ServiceName> followers = new HashSet<>(Dependencies.restartedWith(next, replaced));
    followers.removeAll(replaced);
    followers.removeIf(name -> !before.services().containsKey(name));
    return followers;
  }

  private static StackSpec partly(StackSpec before, StackSpec next, Set<ServiceName> taken) {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>(before.services());
    next.services()
        .forEach(
            (name, service) -> {
              if (taken.contains(name)) {
                services.put(name, service);
              }
            });
    return new StackSpec(
        next.name(),
        services,
        union(before.networks(), next.networks()),
        union(before.volumes(), next.volumes()));
  }

  private static <K, V> Map<K, V> union(Map<K, V> before, Map<K, V> next) {
    Map<K, V> all = new LinkedHashMap<>(before);
    all.putAll(next);
    return all;
  }
}
