package io.jorch.cli.daemon;

import io.jorch.agent.node.AgentConfig;
import io.jorch.agent.node.NodeAgent;
import io.jorch.core.cluster.Cluster;
import io.jorch.core.cluster.ClusterConfig;
import io.jorch.core.compose.NearMiss;
import io.jorch.core.model.NodeId;
import io.jorch.manager.api.ApiServer;
import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.store.RaftStore;
import io.jorch.manager.store.StackStore;
import io.jorch.manager.store.Store;
import io.jorch.manager.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Manager and agent of one machine, as a cluster of one. What takes long to start is started at
/// the same time; what is started is closed in the opposite order.
final class Daemon implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Path socket;

  private Daemon(Path socket) {
    this.socket = socket;
  }

  /// @param end called when a user asks for the daemon's end
  static Daemon start(DaemonOptions options, Runnable end) throws IOException {
    Daemon daemon = new Daemon(options.runDir().resolve("jorch.sock"));
    try {
      daemon.run(options, end);
      return daemon;
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private void run(DaemonOptions options, Runnable end) throws IOException {
    NodeId node = NodeIdentity.of(options.stateDir());
    Starting<Cluster> cluster =
        Starting.of(
            "cluster", () -> Cluster.start(ClusterConfig.alone(node, NodeIdentity.address(node))));
    Starting<Store> store =
        Starting.of(
            "store", () -> RaftStore.open(StoreConfig.alone(options.stateDir().resolve("store"))));
    Starting<ApiServer.EventLoop> api = Starting.of("api", ApiServer::eventLoop);
    Wiring wiring = new Wiring(cluster::now);
    AgentConfig config = new AgentConfig(node, options.stateDir(), version());
    Starting<NodeAgent> machine = Starting.of("agent", () -> NodeAgent.open(config, wiring));
    opened(cluster.get());
    NodeAgent agent = opened(machine.get());
    Store durable = opened(store.get());
    ManagerNode manager = opened(manager(options, end, wiring.cluster(), agent, durable));
    open.push(wiring.endpoints(agent));
    open.push(wiring.assignments(node, agent));
    agent.start();
    manager.start();
    opened(ApiServer.start(api.get(), socket, manager.operations()));
  }

  private static ManagerNode manager(
      DaemonOptions options, Runnable end, Cluster cluster, NodeAgent agent, Store store)
      throws IOException {
    return new ManagerNode(
        new ManagerNode.Parts(
            new StackStore(store),
            cluster,
            NearMiss::hint,
            () -> Optional.of(agent.service()),
            agent.info(),
            agent.cgroupLayout(),
            options.stateDir(),
            options.runDir(),
            Epoch.next(store),
            end));
  }

  private static String version() {
    String version = Daemon.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (first == null) first = new IOException("end the daemon: " + e.getMessage(), e);
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
  }
}
