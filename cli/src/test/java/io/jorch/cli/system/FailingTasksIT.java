package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Containers that end, or should.
@ExtendWith(SharedDaemon.class)
class FailingTasksIT {
  private final TestStack stack;

  FailingTasksIT(TestDaemon daemon) throws Exception {
    stack = daemon.stack("failing", "services: {}\n");
  }

  @AfterEach
  void down() {
    stack.down();
  }

  @Test
  void aKilledMainProcessIsReplacedAndItsEndStaysReadable() throws Exception {
    stack
        .file(
            """
            services:
              app:
                <<: *box
                command: ["sh", "-c", "echo I am $$(hostname); exec sleep 100000"]
                hostname: first
            """)
        .up()
        .succeeded();
    JsonNode old = stack.ps().one();
    String id = old.path("id").asString();
    Wait.until("it wrote its line", () -> stack.cli("logs").out().contains("I am first"));
    kill(stack.pid(id));
    Wait.until("another task runs", () -> runningBut(id).count() == 1);
    JsonNode ended = stack.all().where("id", id).one();
    assertEquals("failed", ended.path("state").asString(), ended::toString);
    assertEquals(137, ended.path("exitCode").asInt(), ended::toString);
    assertTrue(ended.path("error").asString().contains("SIGKILL"), ended::toString);
    assertNotEquals("", ended.path("finishedAt").asString(""), ended::toString);
    assertEquals(old.path("slot"), runningBut(id).one().path("slot"));
    assertEquals(1, runningBut(id).one().path("restarts").asInt());
    stack.cli("logs", id).succeeded().says("I am first");
    Wait.until("both wrote", () -> stack.cli("logs").out().split("I am first", -1).length == 3);
  }

  private Rows runningBut(String id) {
    return stack.ps().where("state", "running").where(row -> !row.path("id").asString().equals(id));
  }

  static void kill(long pid) {
    assertTrue(pid > 1, "pid " + pid);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  @Test
  void aMemoryHogAndAForkBombHarmNobodyElse() throws Exception {
    stack
        .file(
            """
            services:
              hog:
                <<: *box
                command: ["sh", "-c", "x=aaaaaaaaaaaaaaaa; while :; do x=$$x$$x; done"]
                restart: "no"
                deploy: {resources: {limits: {memory: 16M}}}
              bomb:
                <<: *box
                command: ["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 0 a b c d; do sleep 9999 & done; wait"]
                restart: "no"
                deploy: {resources: {limits: {pids: 8}}}
              neighbour:
                <<: *box
                command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
                healthcheck:
                  test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hosts"]
                  interval: 500ms
            """)
        .cli("up", "-d")
        .succeeded();
    Wait.until(
        "the hog and the bomb failed",
        () ->
            stack.all().service("hog").where("state", "failed").count() == 1
                && stack.all().service("bomb").where("state", "failed").count() == 1);
    JsonNode hog = stack.all().service("hog").one();
    assertEquals(137, hog.path("exitCode").asInt(), hog::toString);
    assertTrue(hog.path("error").asString().contains("out of memory"), hog::toString);
    Wait.until(
        "the bomb was stopped", () -> stack.cli("logs", "bomb").out().contains("can't fork"));
    Wait.until(
        "the neighbour is healthy",
        () -> stack.ps().service("neighbour").one().path("health").asString().equals("healthy"));
    JsonNode neighbour = stack.all().service("neighbour").one();
    assertEquals(0, neighbour.path("restarts").asInt(), neighbour::toString);
    assertEquals("running", neighbour.path("state").asString(), neighbour::toString);
  }

  @Test
  void upOfAStackWhoseJobFailsSaysWhyWithItsLastLines() throws Exception {
    Ran up =
        stack
            .file(
                """
                services:
                  job:
                    <<: *box
                    command: ["sh", "-c", "echo the disk is made of cheese; exit 3"]
                    restart: "no"
                  app:
                    <<: *box
                    depends_on: {job: {condition: service_completed_successfully}}
                """)
            .up()
            .exited(1)
            .says("the disk is made of cheese")
            .says("job");
    assertTrue(up.err().contains("3"), up::toString);
    assertEquals(0, stack.ps().where("state", "running").count());
  }

  @Test
  void anUnhealthyContainerIsReplaced() throws Exception {
    stack
        .file(
            """
            services:
              app:
                <<: *box
                command: ["sh", "-c", "touch /well; exec sleep 100000"]
                healthcheck: {test: ["CMD", "test", "-e", "/well"], interval: 200ms, retries: 2}
            """)
        .up()
        .succeeded();
    String id = stack.ps().one().path("id").asString();
    stack.cli("exec", "-T", "app", "rm", "/well").succeeded();
    Wait.until("another task runs", () -> runningBut(id).where("health", "healthy").count() == 1);
    JsonNode ended = stack.all().where("id", id).one();
    assertEquals("unhealthy", ended.path("health").asString(), ended::toString);
    assertEquals("failed", ended.path("state").asString(), ended::toString);
    assertNotEquals("", ended.path("finishedAt").asString(""), ended::toString);
  }
}
