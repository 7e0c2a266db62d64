package io.jorch.manager.api;

import io.jorch.core.api.ClusterInit;
import io.jorch.core.api.ClusterJoin;
import io.jorch.core.model.NodeRole;
import io.jorch.manager.control.ClusterOperations;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.RequestException;
import io.vertx.ext.web.Router;
import java.util.Map;

/// The cluster itself: forming, joining and leaving it, its managers and nodes.
record ClusterRoutes(ClusterOperations cluster, LocalCluster local) {
  /// Answer with a join token.
  record Token(String token) {}

  /// Work that gives nothing.
  @FunctionalInterface
  private interface Deed {
    void run() throws java.io.IOException;
  }

  void mount(Router router) {
    router.get("/v1/cluster").handler(c -> new Exchange(c).answer(cluster::status));
    router.post("/v1/cluster/init").handler(c -> init(new Exchange(c)));
    router.post("/v1/cluster/join").handler(c -> join(new Exchange(c)));
    router.post("/v1/cluster/restore").handler(c -> restore(new Exchange(c)));
    router.post("/v1/cluster/leave").handler(c -> leave(new Exchange(c)));
    router.post("/v1/cluster/recover").handler(c -> does(new Exchange(c), local::recover));
    router
        .post("/v1/cluster/authority")
        .handler(c -> does(new Exchange(c), cluster::rotateAuthority));
    router.get("/v1/cluster/backup").handler(c -> backup(new Exchange(c)));
    router.post("/v1/cluster/token/:role").handler(c -> token(new Exchange(c)));
    router.post("/v1/cluster/nodes/:node/role/:role").handler(c -> role(new Exchange(c)));
    router.delete("/v1/cluster/nodes/:node").handler(c -> remove(new Exchange(c)));
  }

  private static void does(Exchange exchange, Deed deed) {
    exchange.answer(
        () -> {
          deed.run();
          return Map.of();
        });
  }

  private void init(Exchange exchange) {
    exchange.answer(
        ClusterInit.class,
        body -> {
          local.init(body);
          return Map.of();
        });
  }

  private void join(Exchange exchange) {
    exchange.answer(
        ClusterJoin.class,
        body -> {
          local.join(body);
          return Map.of();
        });
  }

  private void leave(Exchange exchange) {
    does(exchange, () -> local.leave(exchange.flag("force")));
  }

  private void restore(Exchange exchange) {
    BodyStream body = new BodyStream(exchange.request());
    does(exchange, () -> local.restore(body));
  }

  private void backup(Exchange exchange) {
    exchange.bytes("application/octet-stream", cluster::backup);
  }

  private void token(Exchange exchange) {
    exchange.answer(
        () -> new Token(cluster.token(role(exchange.path("role")), exchange.flag("rotate"))));
  }

  private void role(Exchange exchange) {
    does(exchange, () -> cluster.role(exchange.path("node"), role(exchange.path("role"))));
  }

  private static NodeRole role(String word) throws RequestException {
    return NodeRole.of(word)
        .orElseThrow(
            () ->
                RequestException.invalid(
                    "'" + word + "' is no role: a node is a worker or a manager"));
  }

  private void remove(Exchange exchange) {
    does(exchange, () -> cluster.remove(exchange.path("node"), exchange.flag("force")));
  }
}
