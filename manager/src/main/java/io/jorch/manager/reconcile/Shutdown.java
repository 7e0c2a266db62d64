package io.jorch.manager.reconcile;

import static io.jorch.core.model.TaskState.LOST;

import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Ends services in the reverse order of their dependencies: a service is told to end when
/// nothing that depends on it and ends too is alive.
final class Shutdown {
  private final Stack stack;
  private final Ledger ledger;

  Shutdown(Stack stack, Ledger ledger) {
    this.stack = stack;
    this.ledger = ledger;
  }

  /// Ends what `stop` named and keeps its history.
  void stopServices() {
    List<Service> ending =
        stack.services().values().stream().filter(service -> service.spec().stopped()).toList();
    inOrder(
        ending,
        service ->
            tasks(service)
                .filter(seen -> seen.live() || seen.state() == LOST)
                .forEach(seen -> ledger.stop(seen, "service was stopped")));
  }

  /// Ends and removes everything, then the stack.
  void removeStack() {
    String reason = "stack is being removed";
    stack.strays().forEach(seen -> ledger.remove(seen, reason));
    stack.oneOffs().forEach(seen -> ledger.remove(seen, reason));
    inOrder(
        List.copyOf(stack.services().values()),
        service -> tasks(service).forEach(seen -> ledger.remove(seen, reason)));
    Stream<Seen> known =
        Stream.of(
                stack.strays().stream(),
                stack.oneOffs().stream(),
                stack.services().values().stream().flatMap(this::tasks))
            .flatMap(tasks -> tasks);
    boolean nothingLeft = known.noneMatch(ledger::remembers);
    if (nothingLeft && stack.observed().incomplete().isEmpty()) {
      ledger.stackGone(stack.name());
    }
  }

  private void inOrder(List<Service> services, Consumer<Service> end) {
    Set<Service> left = new LinkedHashSet<>(services);
    Set<Service> told = new LinkedHashSet<>();
    while (!left.isEmpty()) {
      List<Service> next = left.stream().filter(service -> free(service, services)).toList();
      if (next.isEmpty() && told.stream().anyMatch(this::alive)) {
        left.forEach(service -> explain(service, services));
        return;
      }
      // A circle of dependencies would wait for itself for ever: all of it goes at once.
      List<Service> now = next.isEmpty() ? List.copyOf(left) : next;
      now.forEach(end);
      told.addAll(now);
      now.forEach(left::remove);
    }
  }

  private boolean free(Service service, List<Service> ending) {
    return blockers(service, ending).isEmpty();
  }

  private List<Service> blockers(Service service, List<Service> ending) {
    return stack.dependentsOf(service).stream()
        .filter(ending::contains)
        .filter(this::alive)
        .toList();
  }

  private void explain(Service service, List<Service> ending) {
    StackName name = stack.name();
    ServiceName first = blockers(service, ending).getFirst().spec().name();
    ledger.waits(
        SlotRef.whole(name, service.spec().name()),
        "waits for service " + first + ", which depends on it, to end");
  }

  private boolean alive(Service service) {
    return tasks(service).anyMatch(seen -> seen.live() && ledger.remembers(seen));
  }

  private Stream<Seen> tasks(Service service) {
    return service.slots().values().stream()
        .flatMap(slot -> Stream.concat(slot.tasks().stream(), slot.removing().stream()));
  }
}
