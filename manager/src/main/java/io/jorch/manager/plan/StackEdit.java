package io.jorch.manager.plan;

import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The edits of a stack that need no file. A list of services that is empty means all of them.
public final class StackEdit {
  private final Spelling spelling;

  public StackEdit(Spelling spelling) {
    this.spelling = spelling;
  }

  public Edit scale(StackSpec spec, Map<ServiceName, Integer> replicas) {
    Optional<String> refusal =
        unknown(spec, replicas.keySet())
            .or(
                () ->
                    replicas.entrySet().stream()
                        .flatMap(each -> scalable(spec, each.getKey(), each.getValue()).stream())
                        .findFirst());
    return refusal
        .<Edit>map(Edit.Refused::new)
        .orElseGet(
            () ->
                new Edit.Edited(
                    each(
                        spec,
                        replicas.keySet(),
                        service -> service.withReplicas(count(service, replicas)))));
  }

  /// Changes services without a file; what depends on them is not looked at.
  public Edit update(StackSpec spec, ServiceUpdate update) {
    List<ServiceName> services = update.services().stream().map(ServiceName::new).toList();
    Optional<String> refusal =
        unknown(spec, services)
            .or(
                () ->
                    update.replicas().isPresent()
                        ? services.stream()
                            .flatMap(
                                name -> scalable(spec, name, update.replicas().getAsInt()).stream())
                            .findFirst()
                        : Optional.empty());
    if (refusal.isPresent()) {
      return new Edit.Refused(refusal.get());
    }
    StackSpec next =
        each(spec, Set.copyOf(services), service -> ServiceEdit.apply(service, update));
    return new Edit.Edited(next);
  }

  /// Tasks end and are not replaced until `start`.
  public Edit stop(StackSpec spec, List<ServiceName> services) {
    return edit(spec, services, service -> service.withStopped(true));
  }

  /// Starts services and what they depend on.
  public Edit start(StackSpec spec, List<ServiceName> services) {
    return unknown(spec, services)
        .<Edit>map(Edit.Refused::new)
        .orElseGet(
            () ->
                new Edit.Edited(
                    each(
                        spec,
                        Dependencies.closure(spec, chosen(spec, services)),
                        service -> service.withStopped(false))));
  }

  /// Makes every task a new one, also those of dependents that ask for it (`restart: true`).
  public Edit restart(StackSpec spec, List<ServiceName> services) {
    return unknown(spec, services)
        .<Edit>map(Edit.Refused::new)
        .orElseGet(
            () ->
                new Edit.Edited(
                    each(
                        spec,
                        Dependencies.restartedWith(spec, chosen(spec, services)),
                        service -> Nonce.next(service).withStopped(false))));
  }

  private Edit edit(StackSpec spec, List<ServiceName> services, UnaryOperator<ServiceSpec> change) {
    return unknown(spec, services)
        .<Edit>map(Edit.Refused::new)
        .orElseGet(() -> new Edit.Edited(each(spec, chosen(spec, services), change)));
  }

  private Optional<String> unknown(StackSpec spec, Collection<ServiceName> services) {
    List<String> names = spec.services().keySet().stream().map(ServiceName::value).toList();
    return spelling.services(
        spec.name(), services.stream().map(ServiceName::value).toList(), names);
  }

  private static Optional<String> scalable(StackSpec spec, ServiceName name, int count) {
    if (count < 0) {
      return Optional.of(
          "cannot scale service " + name + " to " + count + ": the number must be 0 or more");
    }
    Optional<ServiceSpec> service = Optional.ofNullable(spec.services().get(name));
    if (service.map(each -> each.deployment().mode().global()).orElse(false)) {
      return Optional.of(
          "cannot scale service " + name + ": its mode is global, one task on each node");
    }
    return service
        .flatMap(ServiceSpec::containerName)
        .filter(_ -> count > 1)
        .map(
            container ->
                "cannot scale service "
                    + name
                    + " to "
                    + count
                    + ": its container_name '"
                    + container
                    + "' allows one container; remove container_name to run more");
  }

  private static int count(ServiceSpec service, Map<ServiceName, Integer> replicas) {
    return replicas.getOrDefault(service.name(), service.replicas());
  }

  private static Set<ServiceName> chosen(StackSpec spec, Collection<ServiceName> services) {
    return services.isEmpty() ? spec.services().keySet() : Set.copyOf(services);
  }

  static StackSpec each(
      StackSpec spec, Set<ServiceName> services, UnaryOperator<ServiceSpec> change) {
    Map<ServiceName, ServiceSpec> next = new LinkedHashMap<>(spec.services());
    next.replaceAll((name, service) -> services.contains(name) ? change.apply(service) : service);
    return new StackSpec(spec.name(), next, spec.networks(), spec.volumes());
  }
}
