package io.jorch.manager.api;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.Progress;
import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.StackName;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Operations.Action;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Stacks: what is desired, changes of it, and how far they are.
record StackRoutes(Operations operations) {
  /// Body of `scale`.
  record Scale(Map<String, Integer> services) {}

  /// Body of `restart`, `stop` and `start`; empty means all services.
  record Services(List<String> services) {}

  /// Body of `rollback`; empty means the latest revision that had converged.
  record Target(OptionalLong to) {}

  void mount(Router router) {
    router.get("/v1/stacks").handler(c -> new Exchange(c).answer(operations::stacks));
    router.get("/v1/stacks/:stack").handler(c -> show(new Exchange(c)));
    router.get("/v1/stacks/:stack/revision").handler(c -> revision(new Exchange(c)));
    router.get("/v1/stacks/:stack/history").handler(c -> history(new Exchange(c)));
    router.get("/v1/stacks/:stack/diff").handler(c -> diff(new Exchange(c)));
    router.post("/v1/stacks/:stack/rollback").handler(c -> rollback(new Exchange(c)));
    router.post("/v1/stacks/:stack/update").handler(c -> update(new Exchange(c)));
    router.put("/v1/stacks/:stack").handler(c -> apply(new Exchange(c)));
    router.delete("/v1/stacks/:stack").handler(c -> remove(new Exchange(c)));
    router.get("/v1/stacks/:stack/progress").handler(c -> progress(new Exchange(c)));
    router.post("/v1/stacks/:stack/scale").handler(c -> scale(new Exchange(c)));
    router.post("/v1/stacks/:stack/restart").handler(c -> act(new Exchange(c), Action.RESTART));
    router.post("/v1/stacks/:stack/stop").handler(c -> act(new Exchange(c), Action.STOP));
    router.post("/v1/stacks/:stack/start").handler(c -> act(new Exchange(c), Action.START));
  }

  private static StackName stack(Exchange exchange) {
    return new StackName(exchange.path("stack"));
  }

  private void show(Exchange exchange) {
    exchange.answer(() -> operations.stack(stack(exchange)));
  }

  private void revision(Exchange exchange) {
    exchange.answer(() -> operations.revision(stack(exchange)));
  }

  private void history(Exchange exchange) {
    exchange.answer(() -> operations.history(stack(exchange)));
  }

  private void diff(Exchange exchange) {
    exchange.answer(
        () ->
            operations.diff(
                stack(exchange),
                revision(exchange.number("from")),
                revision(exchange.number("to"))));
  }

  private static OptionalLong revision(Optional<Long> number) {
    return number.stream().mapToLong(Long::longValue).findFirst();
  }

  private void rollback(Exchange exchange) {
    exchange.answer(Target.class, body -> operations.rollback(stack(exchange), body.to()));
  }

  private void update(Exchange exchange) {
    exchange.answer(ServiceUpdate.class, body -> operations.update(stack(exchange), body));
  }

  private void apply(Exchange exchange) {
    exchange.answer(ApplyRequest.class, body -> operations.apply(stack(exchange), body));
  }

  private void scale(Exchange exchange) {
    exchange.answer(
        Scale.class,
        body -> {
          Map<ServiceName, Integer> replicas = new LinkedHashMap<>();
          body.services().forEach((name, count) -> replicas.put(new ServiceName(name), count));
          return operations.scale(stack(exchange), replicas);
        });
  }

  private void act(Exchange exchange, Action action) {
    exchange.answer(
        Services.class,
        body -> {
          Set<ServiceName> services = new TreeSet<>();
          body.services().forEach(name -> services.add(new ServiceName(name)));
          return operations.act(stack(exchange), action, services);
        });
  }

  private void progress(Exchange exchange) {
    exchange.<Progress>stream(
        sink ->
            operations.progress(
                stack(exchange),
                exchange.number("revision").orElse(0L),
                exchange.queries("service").stream()
                    .map(ServiceName::new)
                    .collect(Collectors.toSet()),
                sink));
  }

  private void remove(Exchange exchange) {
    exchange.<Progress>stream(
        sink -> {
          StackName name = stack(exchange);
          ApplyResult result = operations.remove(name, exchange.flag("volumes"));
          operations.progress(name, result.revision(), Set.of(), sink);
        });
  }
}
