package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/// Three hosts, formed into a cluster by the lines that users type: two managers and a worker. The
/// tests follow one another on the same cluster.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FormedClusterIT {
  private static final int PORT = 18_080;

  private static TestCluster cluster;

  @BeforeAll
  static void form() throws Exception {
    Needs.check();
    cluster = TestCluster.form(2, 1);
    Wait.until("all nodes are ready", () -> cluster.ready() == 3);
  }

  @AfterAll
  static void close() throws Exception {
    if (cluster != null) cluster.close();
  }

  private static Host host(int number) {
    return cluster.lab().host(number);
  }

  private static Path stack() throws IOException {
    Path directory = Files.createDirectories(host(1).home().resolve("shop"));
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM scratch
        COPY --from=tools busybox /bin/busybox
        RUN ["/bin/busybox", "--install", "-s", "/bin"]
        COPY serve.sh /serve.sh
        CMD ["sh", "/serve.sh"]
        """);
    Files.writeString(
        directory.resolve("serve.sh"),
        "mkdir -p /www; hostname > /www/index.html; echo serving; exec httpd -f -p 80 -h /www\n");
    Path file = directory.resolve("stack.yml");
    Files.writeString(
        file,
        """
        name: shop
        services:
          web:
            image: shop-web
            build: {context: ., additional_contexts: {tools: /usr/bin}}
            ports: ["%d:80"]
            scale: 3
            deploy: {placement: {preferences: [{spread: node.hostname}]}}
            stop_signal: SIGKILL
            healthcheck: {test: [CMD, wget, -q, -O-, "http://127.0.0.1/"], interval: 1s}
          store:
            image: shop-web
            build: {context: ., additional_contexts: {tools: /usr/bin}}
            stop_signal: SIGKILL
            volumes: ["data:/data"]
            deploy: {placement: {constraints: ["node.hostname == host-3"]}}
        volumes: {data: {}}
        """
            .formatted(PORT));
    return file;
  }

  @Test
  @Order(1)
  void oneBuildOnOneNodeServesOnAll() throws Exception {
    host(1).cli("-f", stack().toString(), "up", "--timeout", "120").succeeded();
    Set<String> nodes = new TreeSet<>(tasks("web").texts("node"));
    assertEquals(Set.of("host-1", "host-2", "host-3"), nodes);
    assertEquals(List.of("host-3"), tasks("store").texts("node"));
    for (int at = 1; at <= 3; at++) {
      Host there = host(at);
      Set<String> answers = new TreeSet<>();
      Wait.until(
          "all three replicas answer at the port of " + there, () -> heard(there, answers) == 3);
    }
  }

  private static int heard(Host host, Set<String> answers) throws IOException {
    answers.add(get(host));
    return answers.size();
  }

  private static String get(Host host) throws IOException {
    return host.output("curl", "-s", "-m", "5", "http://" + host.address() + ":" + PORT).strip();
  }

  private static Rows tasks(String service) throws IOException {
    return Rows.of(cluster.ask("ps", "-p", "shop", "--format", "json")).service(service);
  }

  @Test
  @Order(2)
  void anyNodeReachesAnyContainer() throws Exception {
    for (String task : tasks("web").texts("name")) {
      Ran ran = host(3).cli("exec", task, "hostname").succeeded();
      assertEquals(12, ran.out().strip().length(), ran::toString);
    }
    Ran logs = host(3).cli("logs", "-p", "shop").succeeded();
    assertEquals(4, logs.out().lines().filter(line -> line.contains("serving")).count());
    host(2).cli("exec", "-p", "shop", "store", "wget", "-q", "-O-", "http://web/").succeeded();
  }

  @Test
  @Order(3)
  void aNodeWhoseDaemonDiesIsReplacedAndTakesBackOnlyWhatIsItsOwn() throws Exception {
    String store = tasks("store").one().path("id").asString();
    host(3).daemon().kill();
    Wait.until(
        "the replicas run elsewhere",
        () -> tasks("web").where("state", "running").where(row -> !on(row, "host-3")).count() == 3);
    assertEquals("lost", tasks("store").one().path("state").asString());
    assertEquals(
        "waits for node host-3, which is lost and has volume shop_data",
        tasks("store").one().path("error").asString());
    host(3).daemon().start();
    Wait.until(
        "the store is known to run again",
        () -> tasks("store").where("state", "running").count() == 1);
    assertEquals(store, tasks("store").one().path("id").asString());
    Wait.until("no replica runs twice", () -> containers(host(3)) == 1);
    Wait.until(
        "three replicas are known to run",
        () -> tasks("web").where("state", "running").count() == 3);
  }

  private static boolean on(tools.jackson.databind.JsonNode row, String node) {
    return row.path("node").asString().equals(node);
  }

  /// Containers that have a file system of their own there.
  private static long containers(Host host) throws IOException {
    String state = host.stateDir().toString();
    try (var tasks = Files.list(Path.of(state, "tasks"))) {
      return tasks.filter(task -> Files.exists(task.resolve("upper"))).count();
    }
  }

  @Test
  @Order(4)
  void theVolumeOfARemovedStackGoesWhenItsNodeIsBack() throws Exception {
    Path file = host(1).home().resolve("brief.yml");
    Files.writeString(
        file,
        """
        name: brief
        services:
          holder:
            image: shop-web
            stop_signal: SIGKILL
            volumes: ["data:/data"]
            deploy: {placement: {constraints: ["node.hostname == host-3"]}}
        volumes: {data: {}}
        """);
    host(1).cli("-f", file.toString(), "up", "--timeout", "60").succeeded();
    Path volume = host(3).stateDir().resolve("volumes/brief_data");
    assertTrue(Files.exists(volume));
    host(3).daemon().kill();
    Wait.until("host-3 is lost", () -> cluster.ready() == 2);
    host(1)
        .cli("down", "-p", "brief", "-v")
        .succeeded()
        .says("what node host-3 has of volume brief_data is removed when");
    assertTrue(Files.exists(volume));
    host(3).daemon().start();
    Wait.until("its volume is gone", () -> !Files.exists(volume));
    Wait.until("only the store is left there", () -> containers(host(3)) == 1);
  }

  @Test
  @Order(5)
  void aDrainedNodeGivesItsReplicasAwayAndKeepsItsVolume() throws Exception {
    Ran drained = host(1).cli("node", "drain", "host-3").succeeded();
    drained.says("shop_data");
    assertTrue(tasks("web").texts("node").stream().noneMatch("host-3"::equals));
    host(1).cli("node", "activate", "host-3").succeeded();
  }

  @Test
  @Order(6)
  void aWorkerBecomesAManagerAndManagersThatAreGoneAreExplained() throws Exception {
    host(1).cli("node", "promote", "host-3").succeeded();
    Wait.until("three managers take part", () -> managers("follower") + managers("leader") == 3);
    host(2).daemon().kill();
    host(3).daemon().kill();
    Wait.until("two do not answer", () -> managers("unreachable") == 2);
    Ran status = host(1).cli("cluster", "status").succeeded();
    status.says("only 1 of 3 managers answer").says("jorch cluster recover");
    Ran refused = host(1).cli("scale", "-p", "shop", "web=5");
    assertEquals(1, refused.code(), refused::toString);
    host(2).daemon().start();
    host(3).daemon().start();
    Wait.until("it can be changed again", () -> scaled(4));
  }

  private static boolean scaled(int count) {
    return host(1).cli("scale", "-p", "shop", "--timeout", "30", "web=" + count).code() == 0;
  }

  private static int managers(String state) {
    Ran status = host(1).cli("cluster", "status", "--format", "json");
    if (status.code() != 0) return 0;
    int count = 0;
    for (var manager : Rows.object(status).path("managers"))
      if (manager.path("state").asString().equals(state)) count++;
    return count;
  }

  @Test
  @Order(7)
  void whatDoesNotBelongIsRefused() throws Exception {
    host(1).cli("cluster", "init").exited(1).says("in a cluster already");
    String token = host(1).cli("cluster", "token", "worker").succeeded().out().strip();
    String fresh = host(1).cli("cluster", "token", "--rotate", "worker").succeeded().out().strip();
    assertFalse(fresh.equals(token));
    assertEquals(fresh, host(1).cli("cluster", "token", "worker").succeeded().out().strip());
  }

  /// Whether the daemon of host-3 answers, and with no.
  private static boolean turnedAway(String... words) {
    Ran ran = host(3).cli(words);
    return ran.code() == 1 && !ran.err().contains("no daemon answers");
  }

  @Test
  @Order(8)
  void aNodeThatWasRemovedIsOutForGood() throws Exception {
    host(1).cli("node", "demote", "host-3").succeeded();
    Wait.until("two managers take part", () -> managers("follower") + managers("leader") == 2);
    Wait.until("host-3 is a worker", () -> turnedAway("cluster", "status"));
    Wait.until("it is there again", () -> cluster.ready() == 3);
    host(1).cli("node", "rm", "host-3").exited(1).says("--force");
    host(1).cli("node", "rm", "--force", "host-3").succeeded();
    Wait.until("two nodes are left", () -> cluster.nodes().count() == 2);
    Wait.until("it is not heard any more", () -> turnedAway("ps"));
    host(3).cli("cluster", "leave", "--force").succeeded();
    assertEquals(0, Rows.of(host(3).cli("ls", "--format", "json").succeeded()).count());
  }
}
