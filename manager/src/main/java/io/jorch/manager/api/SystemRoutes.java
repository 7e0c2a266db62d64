package io.jorch.manager.api;

import io.jorch.core.api.DaemonInfo;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Operations.EventQuery;
import io.vertx.ext.web.Router;
import java.util.Map;

/// The daemon itself: version, facts, events, objects by name, and its end.
record SystemRoutes(Operations operations) {
  void mount(Router router) {
    router.get("/v1/version").handler(c -> new Exchange(c).answer(this::version));
    router.get("/v1/info").handler(c -> new Exchange(c).answer(operations::info));
    router.get("/v1/events").handler(c -> events(new Exchange(c)));
    router.get("/v1/inspect").handler(c -> inspect(new Exchange(c)));
    router.post("/v1/daemon/stop").handler(c -> new Exchange(c).answer(this::stop));
  }

  private Object version() throws java.io.IOException {
    DaemonInfo info = operations.info();
    return Map.of(
        "version", info.version(), "apiVersion", "1", "pid", info.pid(), "node", info.node());
  }

  private void events(Exchange exchange) {
    exchange.stream(
        sink ->
            operations.events(
                new EventQuery(
                    exchange.query("stack"),
                    exchange.time("since"),
                    exchange.time("until"),
                    exchange.flag("follow")),
                sink::accept));
  }

  private void inspect(Exchange exchange) {
    exchange.answer(
        () ->
            operations.inspect(
                exchange.query("ref").orElse(""), exchange.query("type"), exchange.flag("plan")));
  }

  private Object stop() throws java.io.IOException {
    operations.shutDown();
    return Map.of();
  }
}
