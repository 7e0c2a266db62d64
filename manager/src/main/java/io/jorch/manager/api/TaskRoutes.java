package io.jorch.manager.api;

import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.RunRequest;
import io.jorch.core.model.StackName;
import io.jorch.core.node.LogQuery;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Operations.LogRequest;
import io.jorch.manager.control.Operations.TaskQuery;
import io.jorch.manager.control.RequestException;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Tasks: their list, their output, and commands run in them.
record TaskRoutes(Operations operations) {
  void mount(Router router) {
    router.get("/v1/tasks").handler(c -> list(new Exchange(c)));
    router.get("/v1/logs").handler(c -> logs(new Exchange(c)));
    router.get("/v1/tasks/:task/exec").handler(c -> exec(new Exchange(c)));
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
