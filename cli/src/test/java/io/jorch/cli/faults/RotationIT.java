package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Ran;
import io.jorch.cli.system.Rows;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two managers and a worker replace the root of their authority while they are in use. The tests
/// follow one another on the same cluster.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RotationIT {
  private static final long STEADY_MILLIS = 3_000;

  /// To the manager `$1` with the identity in `$2`.
  private static final String VISIT =
      "timeout 20 openssl s_client -tls1_3 -ign_eof -connect $1:7437 -key $2/node.key"
          + " -cert $2/node.pem -cert_chain $2/node.pem < /dev/null 2>&1; true";

  private static TestCluster cluster;

  @BeforeAll
  static void form() throws Exception {
    Needs.check();
    cluster = TestCluster.form(2, 1);
    Wait.until("all take part", RotationIT::well);
  }

  /// A daemon that starts anew may make another manager decide: not every look gets an answer.
  private static boolean well() {
    try {
      return cluster.ready() == 3 && managers() == 2;
    } catch (IOException | AssertionError e) {
      return false;
    }
  }

  @AfterAll
  static void close() throws Exception {
    if (cluster != null) cluster.close();
  }

  private static Host host(int number) {
    return cluster.lab().host(number);
  }

  private static JsonNode status() {
    return Rows.object(host(1).cli("cluster", "status", "--format", "json").succeeded());
  }

  private static long managers() {
    return status().path("managers").valueStream().filter(RotationIT::votes).count();
  }

  private static boolean votes(JsonNode manager) {
    return Set.of("leader", "follower").contains(manager.path("state").asString());
  }

  private static boolean underWay() {
    return status().path("rotation").isObject();
  }

  private static List<String> waiting() {
    return status()
        .path("rotation")
        .path("waiting")
        .valueStream()
        .map(node -> node.path("hostname").asString())
        .toList();
  }

  private static String authority() {
    return status().path("authority").asString();
  }

  private static JsonNode roots(Host host) throws IOException {
    String trust = Files.readString(host.stateDir().resolve("cluster/trust.json"));
    return new JsonMapper().readTree(trust).path("roots");
  }

  /// All is well at each look, until the old root is gone.
  private static void ends() throws Exception {
    Wait.until(
        "the old root is gone",
        () -> {
          assertEquals(3, cluster.ready());
          assertEquals(2, managers());
          return !underWay();
        });
  }

  private static void oneRootIsLeft() throws Exception {
    for (Host host : cluster.lab().hosts())
      Wait.until(host + " trusts one root", () -> roots(host).size() == 1);
  }

  /// Connections of the durable store and of the cluster's members, which are meant to last.
  private static Set<String> connections() throws Exception {
    Set<String> lasting = now();
    Thread.sleep(STEADY_MILLIS);
    lasting.retainAll(now());
    return lasting;
  }

  private static Set<String> now() throws IOException {
    Set<String> all = new TreeSet<>();
    for (Host host : cluster.lab().hosts())
      host.output("ss", "-Htn", "state", "established")
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(
              words ->
                  words.length >= 4 && (words[2] + " " + words[3]).matches(".*:(7438|5701)\\b.*"))
          .forEach(words -> all.add(host + " " + words[2] + " " + words[3]));
    return all;
  }

  @Test
  @Order(1)
  void everyNodeRenewsAndTheOldRootGoesWithoutABreak() throws Exception {
    String before = authority();
    String root = roots(host(3)).get(0).asString();
    Path stolen = identity(host(3), "stolen");
    assertFalse(refused(stolen));
    Set<String> open = connections();
    assertTrue(open.stream().anyMatch(each -> each.contains(":7438")), open::toString);
    assertTrue(open.stream().anyMatch(each -> each.contains(":5701")), open::toString);
    host(2).cli("cluster", "rotate-ca").succeeded().says("jorch cluster token");
    ends();
    oneRootIsLeft();
    assertNotEquals(before, authority());
    assertNotEquals(root, roots(host(3)).get(0).asString());
    Thread.sleep(STEADY_MILLIS);
    Set<String> broken = new TreeSet<>(open);
    broken.removeAll(now());
    assertEquals(Set.of(), broken);
    assertTrue(refused(stolen), "who shows a certificate of the old root");
    assertFalse(refused(identity(host(3), "renewed")));
    for (Host manager : cluster.managers())
      manager.cli("cluster", "token", "--rotate", "worker").succeeded();
    assertEquals(3, cluster.ready());
  }

  /// A copy of what a node proves itself with.
  private static Path identity(Host host, String name) throws IOException {
    Path copy = Files.createDirectories(cluster.lab().directory().resolve("client/" + name));
    for (String file : List.of("node.key", "node.pem"))
      Files.copy(host.stateDir().resolve("cluster").resolve(file), copy.resolve(file));
    return copy;
  }

  /// Whether a machine that is in no cluster is turned away by a manager when it shows that.
  private static boolean refused(Path identity) throws IOException {
    String from = identity.toString();
    String said =
        cluster.lab().client().output("sh", "-c", VISIT, "visit", host(1).address(), from);
    assertTrue(said.contains("CONNECTED"), said);
    return said.contains("alert certificate");
  }

  @Test
  @Order(2)
  void aNodeThatIsAwayHoldsItUpAndTakesPartWhenItIsBack() throws Exception {
    host(3).daemon().kill();
    host(1).cli("cluster", "rotate-ca").succeeded();
    Wait.until("the others have renewed", () -> waiting().equals(List.of("host-3")));
    Wait.until("host-3 is away", () -> text().contains("not renewed yet: host-3 (away)"));
    host(2)
        .cli("cluster", "rotate-ca")
        .exited(1)
        .says("no certificate of the new root yet: host-3.")
        .says("jorch node rm");
    assertEquals(2, roots(host(1)).size());
    host(3).daemon().start();
    Wait.until("the old root is gone", () -> !underWay() && well());
    oneRootIsLeft();
  }

  private static String text() {
    return host(1).cli("cluster", "status").succeeded().out();
  }

  @Test
  @Order(3)
  void daemonsThatStartAnewGoByTheNewRoot() throws Exception {
    for (Host host : List.of(host(2), host(3))) {
      host.daemon().stop();
      host.daemon().start();
      Wait.until("all take part", RotationIT::well);
    }
  }

  @Test
  @Order(4)
  void withoutANodeThatIsRemovedItEndsAndOldTokensAreRefused() throws Exception {
    String old = token();
    host(3).daemon().kill();
    host(1).cli("cluster", "rotate-ca").succeeded();
    Wait.until("the others have renewed", () -> waiting().equals(List.of("host-3")));
    host(1).cli("node", "rm", "--force", "host-3").succeeded();
    Wait.until("the old root is gone", () -> !underWay());
    host(3).daemon().start();
    host(3).cli("cluster", "leave", "--force").succeeded();
    Ran refused = join(old).exited(1);
    refused.says("it shows no root with the fingerprint").says("`jorch cluster token");
    join(token()).succeeded();
    Wait.until("all take part", RotationIT::well);
    host(1).cli("cluster", "rotate-ca").succeeded();
    ends();
    oneRootIsLeft();
  }

  private static String token() {
    return host(1).cli("cluster", "token", "worker").succeeded().out().strip();
  }

  private static Ran join(String token) {
    Host third = host(3);
    String manager = host(1).address() + ":7437";
    return third.cli("cluster", "join", "--advertise-addr", third.address(), token, manager);
  }
}
