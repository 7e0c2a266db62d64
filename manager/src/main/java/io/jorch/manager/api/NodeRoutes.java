package io.jorch.manager.api;

import io.jorch.core.api.DrainProgress;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.RequestException;
import io.jorch.manager.store.NodeRecord.Availability;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Nodes: what they are like, and what operators say about them.
record NodeRoutes(Operations operations) {
  /// Body of `availability`: `active`, `pause` or `drain`.
  record Wanted(String availability) {}

  /// Body of `labels`.
  record Labels(Map<String, String> add, List<String> remove) {}

  void mount(Router router) {
    router.get("/v1/nodes").handler(c -> new Exchange(c).answer(operations::nodes));
    router.get("/v1/nodes/:node").handler(c -> show(new Exchange(c)));
    router.post("/v1/nodes/:node/availability").handler(c -> availability(new Exchange(c)));
    router.post("/v1/nodes/:node/labels").handler(c -> labels(new Exchange(c)));
    router.get("/v1/nodes/:node/drained").handler(c -> drained(new Exchange(c)));
  }

  private void show(Exchange exchange) {
    exchange.answer(() -> operations.nodeView(exchange.path("node")));
  }

  private void availability(Exchange exchange) {
    exchange.answer(
        Wanted.class,
        body ->
            operations.setAvailability(exchange.path("node"), availability(body.availability())));
  }

  private static Availability availability(String word) throws RequestException {
    return Arrays.stream(Availability.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.invalid(
                    "'" + word + "' is no availability; it is active, pause or drain"));
  }

  private void labels(Exchange exchange) {
    exchange.answer(
        Labels.class,
        body -> operations.setLabels(exchange.path("node"), body.add(), Set.copyOf(body.remove())));
  }

  private void drained(Exchange exchange) {
    exchange.<DrainProgress>stream(sink -> operations.drained(exchange.path("node"), sink));
  }
}
