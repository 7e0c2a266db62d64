package io.jorch.manager.api;

import io.jorch.core.api.BuildRequest;
import io.jorch.core.api.ImageProgress;
import io.jorch.core.api.PullRequest;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.RequestException;
import io.vertx.ext.web.Router;
import java.util.Map;

/// Images of the node: list, fetch, build, load, name, remove.
record ImageRoutes(Operations operations) {
  /// Body of `tag`.
  record Tag(String source, String target) {}

  void mount(Router router) {
    router.get("/v1/images").handler(c -> new Exchange(c).answer(() -> operations.node().images()));
    router.post("/v1/images/pull").handler(c -> pull(new Exchange(c)));
    router.post("/v1/images/build").handler(c -> build(new Exchange(c)));
    router.post("/v1/images/load").handler(c -> load(new Exchange(c)));
    router.post("/v1/images/tag").handler(c -> tag(new Exchange(c)));
    router.get("/v1/images/:ref").handler(c -> show(new Exchange(c)));
    router.delete("/v1/images/:ref").handler(c -> remove(new Exchange(c)));
  }

  private void show(Exchange exchange) {
    exchange.answer(
        () -> {
          String reference = exchange.path("ref");
          if (operations.node().image(reference).isEmpty()) {
            throw RequestException.missing(
                "image " + reference + " is not here; `jorch image ls` lists what is");
          }
          return operations.node().inspectImage(reference);
        });
  }

  private void remove(Exchange exchange) {
    exchange.answer(
        () -> operations.node().removeImage(exchange.path("ref"), exchange.flag("force")));
  }

  private void pull(Exchange exchange) {
    Bodies.read(
        exchange,
        PullRequest.class,
        body -> exchange.<ImageProgress>stream(sink -> operations.node().pull(body, sink)));
  }

  private void build(Exchange exchange) {
    Bodies.read(
        exchange,
        BuildRequest.class,
        body -> exchange.<ImageProgress>stream(sink -> operations.node().build(body, sink)));
  }

  private void load(Exchange exchange) {
    BodyStream body = new BodyStream(exchange.request());
    exchange.<ImageProgress>stream(
        sink -> {
          try (body) {
            operations.node().load(body, sink);
          }
        });
  }

  private void tag(Exchange exchange) {
    exchange.answer(
        Tag.class,
        body -> {
          operations.node().tag(body.source(), body.target());
          return Map.of();
        });
  }
}
