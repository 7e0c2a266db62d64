package io.jorch.manager.api;

import io.jorch.core.model.VolumeName;
import io.jorch.manager.control.Operations;
import io.vertx.ext.web.Router;
import java.util.Map;

/// Volumes and networks.
record VolumeRoutes(Operations operations) {
  void mount(Router router) {
    router.get("/v1/volumes").handler(c -> new Exchange(c).answer(operations::volumes));
    router.delete("/v1/volumes/:volume").handler(c -> remove(new Exchange(c)));
    router.get("/v1/networks").handler(c -> new Exchange(c).answer(operations::networks));
  }

  private void remove(Exchange exchange) {
    exchange.answer(
        () -> {
          operations.removeVolume(new VolumeName(exchange.path("volume")), exchange.query("node"));
          return Map.of();
        });
  }
}
