package io.jorch.manager.api;

import io.jorch.core.api.Failure;
import io.jorch.core.wire.Wire;
import io.jorch.manager.control.RequestException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer. The work is done on a virtual thread of its own, so that it may
/// block; a slow reader of a stream blocks only that thread.
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private final RoutingContext context;

  Exchange(RoutingContext context) {
    this.context = context;
  }

  /// Work that gives the object to answer with.
  @FunctionalInterface
  interface Answer {
    Object get() throws IOException;
  }

  /// Work that sends any number of objects.
  @FunctionalInterface
  interface Stream<T> {
    void sendTo(Consumer<T> sink) throws IOException;
  }

  /// Work that needs the request's body.
  @FunctionalInterface
  interface Work<T> {
    Object apply(T body) throws IOException;
  }

  HttpServerRequest request() {
    return context.request();
  }

  String path(String name) {
    return context.pathParam(name);
  }

  Optional<String> query(String name) {
    List<String> values = context.queryParam(name);
    return values.isEmpty() || values.getFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(values.getFirst());
  }

  List<String> queries(String name) {
    return context.queryParam(name);
  }

  boolean flag(String name) {
    return query(name).map(v -> v.equals("true") || v.equals("1")).orElse(false);
  }

  Optional<Instant> time(String name) throws RequestException {
    try {
      return query(name).map(Instant::parse);
    } catch (DateTimeException e) {
      throw RequestException.invalid(
          name + ": expected an RFC 3339 time, got '" + query(name).orElse("") + "'");
    }
  }

  Optional<Long> number(String name) throws RequestException {
    try {
      return query(name).map(Long::parseLong);
    } catch (NumberFormatException e) {
      throw RequestException.invalid(
          name + ": expected a number, got '" + query(name).orElse("") + "'");
    }
  }

  /// Answers with what `answer` gives.
  void answer(Answer answer) {
    Thread.ofVirtual().name("api").start(() -> respond(answer));
  }

  /// Reads the body as a `type`, then answers with what `work` gives.
  <T> void answer(Class<T> type, Work<T> work) {
    context
        .request()
        .body()
        .onSuccess(body -> answer(() -> work.apply(Wire.read(type, body.getBytes()))))
        .onFailure(this::fail);
  }

  private void respond(Answer answer) {
    try {
      byte[] body = Wire.anyBytes(answer.get());
      context.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(body));
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /// Answers with one JSON line for each object that `stream` sends.
  <T> void stream(Stream<T> stream) {
    Thread.ofVirtual().name("api-stream").start(() -> sendAll(stream));
  }

  private <T> void sendAll(Stream<T> stream) {
    HttpServerResponse response = context.response();
    Thread worker = Thread.currentThread();
    response.closeHandler(gone -> worker.interrupt());
    try {
      stream.sendTo(element -> send(response, Wire.anyBytes(element)));
      if (!response.closed()) start(response).end();
    } catch (IOException | RuntimeException e) {
      if (response.closed()) return;
      if (!response.headWritten()) {
        fail(e);
        return;
      }
      response.end(Buffer.buffer(Wire.anyBytes(failure(e))).appendString("\n"));
    }
  }

  /// Work that sends bytes.
  @FunctionalInterface
  interface Download {
    void sendTo(OutputStream out) throws IOException;
  }

  /// Answers with the bytes that `download` writes. When it fails after some have gone, a trailer
  /// `Error` says so (percent-encoded).
  void bytes(String contentType, Download download) {
    Thread.ofVirtual().name("api-bytes").start(() -> sendBytes(contentType, download));
  }

  private void sendBytes(String contentType, Download download) {
    HttpServerResponse response = context.response();
    Thread worker = Thread.currentThread();
    response.closeHandler(gone -> worker.interrupt());
    response.setChunked(true).putHeader("Content-Type", contentType);
    ResponseStream body = new ResponseStream(response);
    try {
      download.sendTo(body);
      body.flush();
      if (!response.closed()) response.end();
    } catch (IOException | RuntimeException e) {
      if (response.closed()) return;
      if (!response.headWritten()) {
        response.setChunked(false);
        fail(e);
        return;
      }
      String reason = URLEncoder.encode(failure(e).error(), StandardCharsets.UTF_8);
      response.putTrailer("Error", reason).end();
    }
  }

  private static HttpServerResponse start(HttpServerResponse response) {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    }
    return response;
  }

  private static void send(HttpServerResponse response, byte[] json) {
    try {
      start(response)
          .write(Buffer.buffer(json).appendByte((byte) '\n'))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the reader of the stream is gone", e);
    }
  }

  /// Answers that there is nothing at this path.
  void unknown() {
    fail(
        RequestException.missing(
            context.request().method() + " " + context.request().path() + " does not exist"));
  }

  void fail(Throwable error) {
    int status = status(error);
    if (status == 500)
      LOG.warn("{} {}", context.request().method(), context.request().uri(), error);
    if (context.response().ended() || context.response().closed()) return;
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(Wire.anyBytes(failure(error))));
  }

  private static Failure failure(Throwable error) {
    String message = error.getMessage();
    return new Failure(message == null ? error.getClass().getSimpleName() : message);
  }

  private static int status(Throwable error) {
    return switch (error) {
      case RequestException e ->
          switch (e.kind()) {
            case INVALID -> 400;
            case MISSING -> 404;
            case CONFLICT -> 409;
            case UNAVAILABLE -> 503;
          };
      case IllegalArgumentException e -> 400;
      case IOException e -> 503;
      default -> 500;
    };
  }
}
