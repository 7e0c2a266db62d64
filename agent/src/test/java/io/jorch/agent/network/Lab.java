package io.jorch.agent.network;

import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.Addresses;
import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.linux.net.Links;
import io.jorch.agent.linux.net.Mac;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.agent.linux.net.NetlinkSocket;
import io.jorch.agent.linux.net.Nftables;
import io.jorch.agent.linux.net.Subnet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/// A little world for one test: a namespace that stands for the host, on whose behalf the test
/// runs, and one behind a wire that stands for everybody else. Threads started inside stay inside.
final class Lab implements AutoCloseable {
  static final Ipv4 HOST = Ipv4.parse("203.0.113.1");
  static final Ipv4 STRANGER = Ipv4.parse("203.0.113.2");
  private static final Subnet WIRE = Subnet.parse("203.0.113.0/24");

  private final NetNamespace outside;

  private Lab(NetNamespace outside) {
    this.outside = outside;
  }

  /// What a test does in its world.
  interface Scene {
    void play(Lab lab) throws Exception;
  }

  static void run(Scene scene) throws IOException {
    try (NetNamespace host = namespace()) {
      host.call(
          () -> {
            try (Lab lab = build()) {
              scene.play(lab);
            }
            mustBeClean();
            return true;
          });
    }
  }

  /// Without the right to make one the test is skipped and says so, but for CI.
  private static NetNamespace namespace() throws IOException {
    try {
      return NetNamespace.create();
    } catch (LinuxException e) {
      if (e.errno() == Errno.EPERM && !"true".equals(System.getenv("CI"))) {
        Assumptions.abort("needs root for network namespaces: " + e.getMessage());
      }
      throw e;
    }
  }

  private static Lab build() throws IOException {
    NetNamespace outside = NetNamespace.create();
    try (NetlinkSocket route = NetlinkSocket.route()) {
      Links.VethPeer peer = new Links.VethPeer("eth0", Mac.of(STRANGER), outside);
      route.run(List.of(Links.up("lo"), Links.veth("wire", 0, 1500, peer)));
      route.run(Addresses.add(Links.find(route, "wire").index(), HOST, WIRE));
    }
    outside.call(Lab::furnishOutside);
    return new Lab(outside);
  }

  private static boolean furnishOutside() throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route()) {
      int link = Links.find(route, "eth0").index();
      route.run(
          List.of(
              Links.up("lo"),
              Links.up("eth0"),
              Addresses.add(link, STRANGER, WIRE),
              Addresses.defaultRoute(link, HOST)));
    }
    return true;
  }

  /// Does something as a machine elsewhere, which sends by way of this host whatever it does not
  /// know.
  <T> T outside(Callable<T> work) throws IOException {
    return outside.call(work);
  }

  NetNamespace outside() {
    return outside;
  }

  private static void mustBeClean() throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route();
        Nftables nftables = Nftables.open()) {
      List<String> left =
          Links.list(route).stream().map(Links.Link::name).filter(n -> n.startsWith("j")).toList();
      if (!left.isEmpty()) throw new AssertionError("links are left: " + left);
      String rules = nftables.run("list ruleset");
      if (!rules.isBlank()) throw new AssertionError("rules are left: " + rules);
    }
  }

  @Override
  public void close() throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route()) {
      route.run(Links.delete("wire"));
    }
    outside.close();
  }
}
