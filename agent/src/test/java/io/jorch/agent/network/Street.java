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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/// Machines side by side: a namespace for each and one with the switch that joins them, from which
/// a test looks on as everybody else. All machines share the networks that are made here.
public final class Street implements AutoCloseable {
  static final Subnet WIRE = Subnet.parse("203.0.113.0/24");
  static final Ipv4 PASSER_BY = Ipv4.parse("203.0.113.1");
  private static final int VNI = 0x6a0001;
  private final List<House> houses = new ArrayList<>();

  /// What happens in a street of so many machines.
  public interface Scene {
    void play(Street street) throws Exception;
  }

  public static void run(int machines, Scene scene) throws IOException {
    try (NetNamespace junction = namespace()) {
      junction.call(
          () -> {
            try (Street street = new Street()) {
              street.build(machines);
              scene.play(street);
            }
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

  private void build(int machines) throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route()) {
      route.run(
          List.of(
              Links.up("lo"), Links.bridge("switch", Mac.of(PASSER_BY), 1500), Links.up("switch")));
      int index = Links.find(route, "switch").index();
      route.run(Addresses.add(index, PASSER_BY, WIRE));
      for (int i = 0; i < machines; i++) houses.add(House.build(i, index, route));
    }
  }

  public House house(int i) {
    return houses.get(i);
  }

  /// A further machine on the wire with nothing on it.
  House stranger() throws IOException {
    try (NetlinkSocket route = NetlinkSocket.route()) {
      House house = House.build(99, Links.find(route, "switch").index(), route);
      houses.add(house);
      return house;
    }
  }

  /// Makes the network on all machines, each with its slice of 16 addresses.
  void network(String name, String subnet, boolean internal) throws IOException {
    Subnet all = Subnet.parse(subnet);
    for (House house : houses) {
      Subnet slice = new Subnet(all.base().plus(16L * house.number), 28);
      house.ensure(
          new NetworkSpec(
              name, all, internal, 1450, List.of(slice), Set.of(), OptionalInt.of(VNI)));
    }
  }

  /// Tells every machine where everything is.
  void tellAll() throws IOException {
    for (House house : houses) house.reach(reach(house));
  }

  private Reach reach(House of) {
    Map<String, Map<Ipv4, Ipv4>> far = new HashMap<>();
    for (House other : houses) {
      if (other != of)
        other.places.forEach(far.computeIfAbsent("front", _ -> new HashMap<>())::put);
    }
    Set<Ipv4> machines =
        houses.stream()
            .filter(each -> each != of)
            .map(each -> each.wire)
            .collect(Collectors.toSet());
    return new Reach(Optional.of(of.wire), machines, far);
  }

  @Override
  public void close() throws IOException {
    for (House house : houses) house.close();
    try (NetlinkSocket route = NetlinkSocket.route()) {
      route.run(Links.delete("switch"));
    }
  }

  /// One machine.
  public static final class House implements AutoCloseable {
    public final Ipv4 wire;
    private final int number;
    private final NetNamespace namespace;
    private final Path resolvConf;
    private final Map<Ipv4, Ipv4> places = new LinkedHashMap<>();
    private final List<NetworkSpec> networks = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private AgentNetwork network;

    private House(int number, NetNamespace namespace) throws IOException {
      this.number = number;
      this.namespace = namespace;
      this.wire = WIRE.base().plus(10L + number);
      this.resolvConf = Files.createTempFile("resolv", ".conf");
      this.network = namespace.call(this::open);
    }

    private AgentNetwork open() throws IOException {
      return AgentNetwork.open(new Config("it", resolvConf, 1));
    }

    static House build(int number, int switchIndex, NetlinkSocket route) throws IOException {
      NetNamespace namespace = NetNamespace.create();
      House house = new House(number, namespace);
      Links.VethPeer peer = new Links.VethPeer("eth0", Mac.of(house.wire), namespace);
      route.run(Links.veth("wire" + number, switchIndex, 1500, peer));
      return namespace.call(house::furnish);
    }

    private House furnish() throws IOException {
      try (NetlinkSocket route = NetlinkSocket.route()) {
        int link = Links.find(route, "eth0").index();
        route.run(List.of(Links.up("lo"), Links.up("eth0"), Addresses.add(link, wire, WIRE)));
      }
      return this;
    }

    public NetNamespace namespace() {
      return namespace;
    }

    public AgentNetwork network() {
      return network;
    }

    void ensure(NetworkSpec spec) throws IOException {
      namespace.call(
          () -> {
            network.ensure(spec);
            return true;
          });
      networks.add(spec);
      places.put(spec.gateway(), wire);
    }

    void reach(Reach reach) throws IOException {
      network.reach(reach);
    }

    /// A container, known to the others when they are told next.
    ContainerNetwork start(String task) throws IOException {
      ContainerNetwork container =
          namespace.call(() -> network.attach(task, List.of(Attachment.to("front"))));
      tasks.add(task);
      places.put(Town.address(container), wire);
      return container;
    }

    /// What is left when a daemon is killed, and then a new one that knows nothing yet.
    void restart() throws IOException {
      network.close();
      network = namespace.call(this::open);
      for (NetworkSpec spec : networks) namespace.call(() -> ensured(spec));
    }

    private boolean ensured(NetworkSpec spec) throws IOException {
      network.ensure(spec);
      return true;
    }

    /// Names of the links whose names begin so.
    List<String> links(String prefix) throws IOException {
      return namespace.call(
          () -> {
            try (NetlinkSocket route = NetlinkSocket.route()) {
              return Links.list(route).stream()
                  .map(Links.Link::name)
                  .filter(name -> name.startsWith(prefix))
                  .toList();
            }
          });
    }

    String rules() throws IOException {
      return namespace.call(
          () -> {
            try (Nftables nftables = Nftables.open()) {
              return nftables.run("list ruleset");
            }
          });
    }

    @Override
    public void close() throws IOException {
      network.publish(List.of());
      tasks.forEach(network::detach);
      network.reach(Reach.ALONE);
      for (NetworkSpec spec : networks) network.remove(spec.name());
      List<String> left = links("j");
      String rules = rules();
      network.close();
      namespace.close();
      Files.delete(resolvConf);
      if (!left.isEmpty()) throw new AssertionError("links are left: " + left);
      if (!rules.isBlank()) throw new AssertionError("rules are left: " + rules);
    }
  }
}
