package io.jorch.manager.api;

import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.TaskStats;
import io.jorch.core.model.StackName;
import io.jorch.core.node.LogQuery;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Operations.LogRequest;
import io.jorch.manager.control.Operations.StatsQuery;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.control.RequestException;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Tasks: their list, their output, and commands run in them.
record TaskRoutes(Operations operations) {
  /// Body of `signal`.
  record Signal(String signal) {}

  void mount(Router router) {
    router.get("/v1/tasks").handler(c -> list(new Exchange(c)));
    router.get("/v1/logs").handler(c -> logs(new Exchange(c)));
    router.get("/v1/tasks/:task/exec").handler(c -> exec(new Exchange(c)));
    router.get("/v1/tasks/:task/attach").handler(c -> attach(new Exchange(c)));
    router.post("/v1/tasks/:task/signal").handler(c -> signal(new Exchange(c)));
    router.get("/v1/tasks/:task/processes").handler(c -> processes(new Exchange(c)));
    router.get("/v1/tasks/:task/copy").handler(c -> copyOut(new Exchange(c)));
    router.put("/v1/tasks/:task/copy").handler(c -> copyIn(new Exchange(c)));
    router.get("/v1/stats").handler(c -> stats(new Exchange(c)));
    router.get("/v1/stacks/:stack/run").handler(c -> run(new Exchange(c)));
    router.post("/v1/stacks/:stack/run").handler(c -> runDetached(new Exchange(c)));
  }

  private void list(Exchange exchange) {
    exchange.answer(
        () ->
            operations.tasks(
                new TaskQuery(
                    exchange.query("stack"),
                    Set.copyOf(exchange.queries("service")),
                    exchange.flag("all"))));
  }

  private void logs(Exchange exchange) {
    exchange.<LogLine>stream(
        sink ->
            operations.logs(
                new LogRequest(
                    exchange.query("stack"),
                    Set.copyOf(exchange.queries("service")),
                    exchange.query("task")),
                query(exchange),
                sink));
  }

  private static LogQuery query(Exchange exchange) throws RequestException {
    OptionalInt tail = exchange.number("tail").stream().mapToInt(Math::toIntExact).findFirst();
    return new LogQuery(
        tail, exchange.time("since"), exchange.time("until"), exchange.flag("follow"));
  }

  private void exec(Exchange exchange) {
    String task = exchange.path("task");
    Upgrade.serve(
        exchange, ExecRequest.class, (body, terminal) -> operations.exec(task, body, terminal));
  }

  private void attach(Exchange exchange) {
    String task = exchange.path("task");
    Upgrade.serve(
        exchange, AttachRequest.class, (body, terminal) -> operations.attach(task, body, terminal));
  }

  private void signal(Exchange exchange) {
    exchange.answer(
        Signal.class,
        body -> {
          operations.signal(exchange.path("task"), body.signal());
          return Map.of();
        });
  }

  private void processes(Exchange exchange) {
    exchange.answer(() -> operations.processes(exchange.path("task")));
  }

  private void copyOut(Exchange exchange) {
    CopySource source =
        new CopySource(exchange.query("path").orElse(""), exchange.flag("followLink"));
    exchange.bytes(
        "application/x-tar", out -> operations.copyOut(exchange.path("task"), source, out));
  }

  private void copyIn(Exchange exchange) {
    BodyStream body = new BodyStream(exchange.request());
    exchange.answer(
        () -> {
          try (body) {
            operations.copyIn(exchange.path("task"), target(exchange), body);
            return Map.of();
          }
        });
  }

  private static CopyTarget target(Exchange exchange) throws RequestException {
    String kind = exchange.query("kind").orElse("archive");
    return new CopyTarget(
        exchange.query("path").orElse(""),
        Arrays.stream(CopyTarget.Kind.values())
            .filter(each -> each.name().equalsIgnoreCase(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    RequestException.invalid(
                        "kind: expected file, directory, contents or archive, got '" + kind + "'")),
        exchange.flag("keepOwner"));
  }

  private void stats(Exchange exchange) {
    StatsQuery query =
        new StatsQuery(
            exchange.query("stack"),
            Set.copyOf(exchange.queries("service")),
            Set.copyOf(exchange.queries("task")),
            exchange.flag("follow"));
    exchange.<TaskStats>stream(sink -> operations.stats(query, sink));
  }

  private void run(Exchange exchange) {
    String stack = exchange.path("stack");
    Upgrade.serve(
        exchange,
        RunRequest.class,
        (body, terminal) -> operations.run(new StackName(stack), body, terminal));
  }

  private void runDetached(Exchange exchange) {
    exchange.answer(
        RunRequest.class,
        body ->
            Map.of("task", operations.runDetached(new StackName(exchange.path("stack")), body)));
  }
}
