package io.jorch.manager.api;

import io.jorch.core.wire.Wire;
import java.util.function.Consumer;

/// Reads a request's whole JSON body before its work starts.
final class Bodies {
  private Bodies() {}

  static <T> void read(Exchange exchange, Class<T> type, Consumer<T> next) {
    exchange
        .request()
        .body()
        .map(body -> Wire.read(type, body.getBytes()))
        .onSuccess(next::accept)
        .onFailure(exchange::fail);
  }
}
