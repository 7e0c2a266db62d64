package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Rows;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Listening;
import io.jorch.cli.testbed.Namespace;
import io.jorch.cli.testbed.Outcome.Kind;
import io.jorch.cli.testbed.PortScan;
import io.jorch.core.mesh.JoinClient;
import io.jorch.core.mesh.Refused;
import io.jorch.core.model.NodeId;
import io.jorch.core.trust.Authority;
import io.jorch.core.trust.JoinToken;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A cluster at work, one of whose nodes was thrown out and has kept its certificate: strangers get
/// in nowhere. What was tried where is kept in `target/doors.md`.
class SecurityIT {
  private static final Path REPORT = Path.of("target", "doors.md");
  private static final int MESH = 7437;
  private static final int STORE = 7438;
  private static final int VXLAN = 4789;
  private static final String REMOVED = "the removed node's";
  private static final String EXPIRED = "expired, of the cluster's authority";
  private static final String VALID = "(to compare) the same, not expired";

  private static TestCluster cluster;
  private static Shop shop;
  private static String staleToken = "";

  @BeforeAll
  static void form() throws Exception {
    Needs.check();
    cluster = TestCluster.form(2, 2);
    shop = Shop.in(cluster, "{mode: global}");
    shop.up(host(1));
    staleToken = host(1).cli("cluster", "token", "worker").succeeded().out().strip();
    host(1).cli("cluster", "token", "--rotate", "worker").succeeded();
    host(1).cli("node", "rm", "--force", "host-4").succeeded();
    Wait.until("the removed node is not heard any more", () -> host(4).cli("ps").code() == 1);
    Wait.until("the others are well", () -> cluster.nodes().count() == 3 && shop.runs(3));
  }

  @AfterAll
  static void close() throws Exception {
    if (cluster != null) cluster.close();
  }

  private static Host host(int number) {
    return cluster.lab().host(number);
  }

  private static List<Host> remaining() {
    return cluster.lab().hosts().subList(0, 3);
  }

  private static Host removed() {
    return host(4);
  }

  @Test
  void strangersGetInAtNoPort() throws Exception {
    PortScan scan = PortScan.of(remaining(), removed(), Optional.of(papers()));
    Files.writeString(REPORT, new Doors(scan).text() + "\n" + own());
    assertEquals(List.of(), scan.admitted());
    for (Host host : remaining()) assertEquals(expected(host), tried(scan, host), scan::toString);
    for (int port : List.of(MESH, STORE)) {
      for (String detail : details(scan, port, VALID))
        assertFalse(detail.contains("certificate"), scan::toString);
      for (String who : List.of("wrong authority", "wrong authority, expired", REMOVED, EXPIRED))
        assertFalse(details(scan, port, who).contains("closed"), who + " passed TLS: " + scan);
    }
  }

  /// Certificates that were, or might have been, the cluster's.
  private static Path papers() throws IOException {
    Path directory = Files.createDirectory(cluster.lab().directory().resolve("papers"));
    Path backup = cluster.lab().directory().resolve("backup");
    host(1).cli("cluster", "backup", backup.toString()).succeeded();
    Authority authority = Papers.authority(backup);
    Papers papers = new Papers(directory);
    papers.copy(REMOVED, removed());
    NodeId manager = new NodeId(Files.readString(host(1).stateDir().resolve("node-id")).strip());
    papers.forge(VALID, authority, manager, Instant.now());
    papers.forge(EXPIRED, authority, manager, Instant.now().minus(Duration.ofDays(100)));
    return directory;
  }

  /// Kinds of sockets that are there in any case: the scan has not looked past them.
  private static Set<String> expected(Host host) {
    Set<String> sockets = new TreeSet<>(Set.of("tcp " + MESH, "tcp 5701", "udp " + VXLAN));
    if (host.number() <= 2) sockets.add("tcp " + STORE);
    return sockets;
  }

  private static Set<String> tried(PortScan scan, Host host) {
    Set<String> sockets = new TreeSet<>();
    for (PortScan.Attempt each : scan.attempts())
      if (each.host().number() == host.number())
        sockets.add(each.at().protocol() + " " + each.at().port());
    return sockets;
  }

  private static Set<String> details(PortScan scan, int port, String who) {
    Set<String> details = new TreeSet<>();
    for (PortScan.Attempt each : scan.attempts())
      if (each.at().port() == port && each.who().equals(who)) {
        assertEquals(Kind.REFUSED, each.outcome().kind(), each::toString);
        details.add(each.outcome().detail());
      }
    return details;
  }

  /// What the stack itself has: its published port, and what listens in its containers.
  private static String own() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("The stack's own: port " + Shop.PORT + " on every host; in its containers");
    lines.add("");
    for (JsonNode task : shop.tasks().all())
      for (Listening socket : Listening.in(new Namespace(cluster.pid(task))))
        lines.add(
            "- %s: %s %s:%d"
                .formatted(
                    task.path("name").asString(),
                    socket.protocol(),
                    socket.address(),
                    socket.port()));
    return String.join("\n", lines) + "\n";
  }

  @Test
  void aTokenThatWasReplacedLetsNobodyIn() throws IOException {
    JoinClient.Applicant stranger =
        new JoinClient.Applicant(new NodeId("00000000000000000000"), "stranger", "");
    InetSocketAddress manager = new InetSocketAddress(host(1).address(), MESH);
    JoinToken token = JoinToken.parse(staleToken);
    InstantSource clock = InstantSource.system();
    Refused refused =
        assertThrows(
            Refused.class,
            () ->
                removed().namespace().call(() -> JoinClient.join(token, manager, stranger, clock)));
    String reason = String.valueOf(refused.getMessage());
    assertTrue(reason.contains("the token is not valid any more"), reason);
  }

  /// A container is reached from outside by its published port alone, and so is its DNS server
  /// never; a loopback address of a host is not reached at all.
  @Test
  void routesOfStrangersLeadNowhere() throws Exception {
    Namespace client = cluster.lab().client();
    client.output("ip", "address", "flush", "dev", "lo");
    client.output("ip", "route", "add", "10.192.0.0/12", "via", host(1).address());
    client.output("ip", "route", "add", "127.0.0.0/8", "via", host(1).address());
    String container = address(taskOn(host(1)));
    assertTrue(connects(client, host(1).address(), Shop.PORT));
    for (int port : List.of(80, 53, 61_053))
      assertFalse(connects(client, container, port), container + " answers at " + port);
    for (Listening socket : Listening.in(host(1).namespace()))
      if (socket.loopback()) assertFalse(connects(client, plain(socket), socket.port()));
  }

  private static String plain(Listening socket) {
    return socket.address().replaceAll("[\\[\\]]|::ffff:", "");
  }

  private static boolean connects(Namespace from, String address, int port) throws IOException {
    return from.call(
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  private static JsonNode taskOn(Host host) throws IOException {
    return shop.tasks().where("node", host.name()).one();
  }

  private static JsonNode inspected(JsonNode task) throws IOException {
    return Rows.object(cluster.ask("inspect", task.path("id").asString()));
  }

  private static String address(JsonNode task) throws IOException {
    return inspected(task).path("networks").path("shop_default").asString();
  }

  private static int network(Host host) throws IOException {
    String links = host.output("ip", "-d", "link", "show", "type", "vxlan");
    Matcher found = Pattern.compile("vxlan id (\\d+)").matcher(links);
    if (!found.find()) throw new IOException("no network over machines on " + host);
    return Integer.parseInt(found.group(1));
  }

  /// Strangers know all about the network but are no machine of the cluster; a container is none
  /// either, wherever it runs.
  @Test
  void onlyMachinesOfTheClusterReachItsNetworks() throws Exception {
    JsonNode task = taskOn(host(1));
    Namespace inside = new Namespace(cluster.pid(task));
    Smuggled packet = new Smuggled(network(host(1)), Ipv4.parse(address(task)), 9999);
    String target = host(1).address();
    try (DatagramSocket socket = inside.call(() -> new DatagramSocket(packet.port()))) {
      socket.setSoTimeout(5000);
      for (int round = 0; round < 3; round++) {
        packet.send(removed().namespace(), target, "of the removed node");
        packet.send(cluster.lab().client(), target, "of a stranger");
        packet.send(inside, target, "of the container itself");
        packet.send(new Namespace(cluster.pid(taskOn(host(2)))), target, "of another container");
        packet.send(host(2).namespace(), target, "of a member");
        DatagramPacket arrived = new DatagramPacket(new byte[64], 64);
        socket.receive(arrived);
        String text =
            new String(arrived.getData(), 0, arrived.getLength(), StandardCharsets.US_ASCII);
        assertEquals("of a member", text);
      }
    }
  }
}
