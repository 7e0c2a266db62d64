package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.http.Request;
import io.jorch.core.api.TaskStats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What runs in containers and what it uses: `top`, `stats`, `kill` and `port`.
@ExtendWith(SharedDaemon.class)
class UsageIT {
  private final TestDaemon daemon;
  private final TestStack stack;

  UsageIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack =
        daemon.stack(
            "usage",
            """
            services:
              pair:
                <<: *box
                user: "1234"
                command: [sh, -c, "sleep 1111 & exec sleep 2222"]
                ports: ["80", "53:53/udp"]
              busy:
                <<: *box
                mem_limit: 64m
                command: [sh, -c, "while :; do :; done"]
              deaf:
                <<: *box
                restart: "no"
                command: [sh, -c, "trap 'echo caught; exit 9' TERM; while :; do sleep 0.1; done"]
            """);
  }

  @BeforeEach
  void up() {
    stack.up().succeeded();
  }

  @AfterEach
  void down() {
    stack.down();
  }

  @Test
  void topListsTheProcessesOfAContainerAsItNumbersThem() {
    Rows containers = Rows.of(stack.cli("top", "pair", "--format", "json").succeeded());
    List<JsonNode> found = new ArrayList<>();
    containers.one().path("processes").forEach(found::add);
    assertEquals(2, found.size(), found::toString);
    JsonNode first = found.getFirst();
    assertEquals(1, first.path("pid").asInt());
    assertEquals("sleep 2222", first.path("command").asString());
    assertEquals("1234", first.path("user").asString());
    assertEquals(stack.pid(containers.one().path("id").asString()), first.path("hostPid").asLong());
    assertEquals(1, found.getLast().path("parent").asInt());
    Ran table = stack.cli("top", "pair").succeeded();
    assertTrue(
        table.out().lines().count() == 3 && table.out().contains("sleep 1111"), table::toString);
    Ran all = stack.cli("top").succeeded();
    assertTrue(
        all.out().contains("usage-busy-1") && all.out().contains("usage-pair-1"), all::toString);
  }

  @Test
  void statsMeasuresEachContainer() {
    Rows rows = Rows.of(stack.cli("stats", "--no-stream", "--format", "json").succeeded());
    assertEquals(List.of("busy", "deaf", "pair"), rows.texts("service"));
    JsonNode busy = rows.service("busy").one();
    assertTrue(busy.path("cpuPercent").asDouble() > 5, busy::toString);
    assertEquals(64 << 20, busy.path("memoryLimitBytes").asLong());
    assertTrue(busy.path("memoryBytes").asLong() > 0, busy::toString);
    assertEquals(1, busy.path("pids").asInt());
    JsonNode pair = rows.service("pair").one();
    assertEquals(2, pair.path("pids").asInt());
    assertTrue(pair.path("cpuPercent").asDouble() < busy.path("cpuPercent").asDouble());
    assertTrue(pair.path("memoryLimitBytes").asLong() > 64 << 20, pair::toString);
    Ran one = stack.cli("stats", "--no-stream", "usage-busy-1").succeeded();
    assertTrue(one.out().contains("usage-busy-1") && !one.out().contains("pair"), one::toString);
  }

  @Test
  void statsGoesOnWithContainersThatComeLater() throws Exception {
    String first = stack.ps().service("busy").one().path("id").asString();
    List<String> seen = new ArrayList<>();
    Daemon client = new Daemon(daemon.runDir().resolve("jorch.sock"));
    client.stream(
        Request.of("GET", "/v1/stats?stack=usage&service=busy&follow=true"),
        TaskStats.class,
        row -> {
          if (!seen.contains(row.task())) seen.add(row.task());
          if (row.task().equals(first)) stack.cli("kill", "busy");
          return row.task().equals(first);
        });
    assertEquals(2, seen.size(), seen::toString);
  }

  @Test
  void killSendsTheSignalThatIsNamed() throws Exception {
    assertEquals("usage-deaf-1\n", stack.cli("kill", "-s", "TERM", "deaf").succeeded().out());
    Wait.until(
        "it has ended by its own hand",
        () -> stack.all().service("deaf").where("state", "failed").count() == 1);
    assertEquals(9, stack.all().service("deaf").one().path("exitCode").asInt());
    assertTrue(stack.cli("logs", "deaf").succeeded().out().contains("caught"));
    stack.cli("kill", "-s", "NONSENSE", "busy").exited(1).says("'NONSENSE' is no signal");
    stack.cli("kill", "deaf").exited(1).says("has no running task of that service");
  }

  @Test
  void portShowsWhereAPublishedPortIsReached() {
    String address = stack.cli("port", "pair", "80").succeeded().out();
    assertTrue(address.matches("0\\.0\\.0\\.0:\\d+\n"), address);
    assertEquals("0.0.0.0:53\n", stack.cli("port", "pair", "53", "--protocol", "udp").out());
    Ran all = stack.cli("port", "pair").succeeded();
    assertTrue(all.out().contains("80/tcp -> " + address.strip()), all::toString);
    stack.cli("port", "pair", "81").exited(1).says("it publishes ");
    stack.cli("port", "busy", "81").exited(1).says("it publishes none");
  }
}
