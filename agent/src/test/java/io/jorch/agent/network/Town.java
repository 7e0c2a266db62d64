package io.jorch.agent.network;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An [AgentNetwork] in a [Lab], with its networks and containers; takes everything down at the
/// end.
final class Town implements AutoCloseable {
  private final Path resolvConf;
  private final List<String> networks = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private AgentNetwork network;

  Town(String hostResolvConf) throws IOException {
    resolvConf = Files.writeString(Files.createTempFile("resolv", ".conf"), hostResolvConf);
    network = AgentNetwork.open(config());
  }

  Town() throws IOException {
    this("");
  }

  private Config config() {
    return new Config("it", resolvConf, 2);
  }

  AgentNetwork network() {
    return network;
  }

  /// What is left when a daemon is killed: all sockets and descriptors closed, nothing taken down.
  /// Then a new one.
  void restart() throws IOException {
    network.close();
    network = AgentNetwork.open(config());
  }

  void stop() throws IOException {
    network.close();
  }

  NetworkSpec create(String name, String subnet) throws IOException {
    return create(NetworkSpec.of(name, Subnet.parse(subnet)));
  }

  NetworkSpec create(NetworkSpec spec) throws IOException {
    network.ensure(spec);
    networks.add(spec.name());
    return spec;
  }

  ContainerNetwork start(String task, String... on) throws IOException {
    tasks.add(task);
    return network.attach(task, List.of(on).stream().map(Attachment::to).toList());
  }

  static Ipv4 address(ContainerNetwork container) {
    return container.endpoints().getFirst().address();
  }

  static Backend backend(ContainerNetwork container, int port) {
    return new Backend(address(container), port);
  }

  static PublishedPort port(String address, int port, Protocol protocol, Backend... backends) {
    return new PublishedPort(new HostPort(Ipv4.parse(address), port, protocol), List.of(backends));
  }

  /// Asks from inside a container.
  static String ask(NetNamespace from, Ipv4 address, int port) throws IOException {
    return from.call(() -> Speaker.ask(address, port));
  }

  @Override
  public void close() throws IOException {
    network.publish(List.of());
    tasks.forEach(network::detach);
    for (String name : networks) network.remove(name);
    network.close();
    Files.delete(resolvConf);
  }
}
