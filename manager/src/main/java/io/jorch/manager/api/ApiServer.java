package io.jorch.manager.api;

import io.jorch.manager.control.ClusterOperations;
import io.jorch.manager.control.LocalCluster;
import io.jorch.manager.control.Operations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/// The HTTP server on the daemon's Unix socket. Whoever may open the socket may do everything.
public final class ApiServer implements AutoCloseable {
  private final Vertx vertx;
  private final HttpServer server;
  private final Path socket;

  private ApiServer(Vertx vertx, HttpServer server, Path socket) {
    this.vertx = vertx;
    this.server = server;
    this.socket = socket;
  }

  /// An event loop that serves nothing yet.
  public record EventLoop(Vertx vertx) {}

  /// Starts the event loop alone, ahead of the operations it will serve: it takes a while.
  public static EventLoop eventLoop() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setDisableTCCL(true);
    options.getFileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return new EventLoop(Vertx.vertx(options));
  }

  /// Listens on `socket`, replacing a file left by a daemon that died, and opens it to root and the
  /// group `jorch`.
  public static ApiServer start(
      EventLoop loop,
      Path socket,
      Operations operations,
      ClusterOperations cluster,
      LocalCluster local)
      throws IOException {
    Vertx vertx = loop.vertx();
    Files.deleteIfExists(socket);
    Router router = router(vertx, operations);
    new ClusterRoutes(cluster, local).mount(router);
    router.route().last().handler(context -> new Exchange(context).unknown());
    HttpServerOptions options = new HttpServerOptions().setIdleTimeout(0).setMaxFormFields(0);
    HttpServer server = vertx.createHttpServer(options).requestHandler(router);
    try {
      await(server.listen(SocketAddress.domainSocketAddress(socket.toString())));
    } catch (CompletionException e) {
      throw new IOException("listening on " + socket + ": " + e.getMessage(), e);
    }
    SocketFile.restrict(socket);
    return new ApiServer(vertx, server, socket);
  }

  private static Router router(Vertx vertx, Operations operations) {
    Router router = Router.router(vertx);
    new SystemRoutes(operations).mount(router);
    new StackRoutes(operations).mount(router);
    new TaskRoutes(operations).mount(router);
    new NodeRoutes(operations).mount(router);
    new ImageRoutes(operations).mount(router);
    new VolumeRoutes(operations).mount(router);
    return router;
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  /// Stops listening and removes the socket's file.
  @Override
  public void close() throws IOException {
    await(server.close());
    await(vertx.close());
    Files.deleteIfExists(socket);
  }
}
