package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The life of a stack whose services talk to each other.
@ExtendWith(SharedDaemon.class)
class StackIT {
  private static final String SERVICES =
      """
      services:
        web:
          <<: *box
          command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
          environment: {COLOUR: "%s"}
          scale: 2
          depends_on:
            prepare: {condition: service_completed_successfully}
            counter: {condition: service_healthy}
          healthcheck: &probe
            test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/hostname"]
            interval: 1s
        counter:
          <<: *box
          command: ["httpd", "-f", "-p", "80", "-h", "/data"]
          volumes: ["data:/data"]
          depends_on:
            prepare: {condition: service_completed_successfully}
          healthcheck:
            test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/said"]
            interval: 1s
        prepare:
          <<: *box
          command: ["sh", "-c", "echo prepared > /data/said"]
          volumes: ["data:/data"]
          restart: "no"
      volumes: {data: {}}
      """;

  private final TestDaemon daemon;
  private final TestStack stack;
  private Leftovers before;

  StackIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    this.stack = daemon.stack("talk", SERVICES.formatted("red"));
    this.before = Leftovers.of(daemon);
  }

  @BeforeEach
  void up() throws Exception {
    before = Leftovers.of(daemon);
    stack.up().succeeded();
  }

  @AfterEach
  void downLeavesNothing() throws Exception {
    stack.down().succeeded();
    before.assertSame(daemon);
  }

  @Test
  void servicesOfAHealthyStackReachEachOtherByName() {
    Rows web = stack.ps().service("web");
    assertEquals(List.of("running", "running"), web.texts("state"));
    assertEquals(List.of("healthy", "healthy"), web.texts("health"));
    Ran said = stack.cli("exec", "-T", "web", "wget", "-q", "-O", "-", "http://counter/said");
    assertEquals("prepared\n", said.succeeded().out());
    stack.cli("exec", "-T", "counter", "wget", "-q", "-O", "-", "http://web/hosts").succeeded();
  }

  @Test
  void psAsJsonHasEveryPromisedField() {
    List<String> promised =
        List.of(
            ("id name stack service slot node image command state health exitCode restarts"
                    + " createdAt startedAt finishedAt ports networks error")
                .split(" ", -1));
    Rows all = stack.all();
    assertTrue(all.count() >= 4, all::toString);
    for (JsonNode row : all.all())
      for (String field : promised) assertTrue(row.has(field), () -> field + " is not in " + row);
    JsonNode job = all.service("prepare").one();
    assertEquals("complete", job.path("state").asString());
    assertEquals(0, job.path("exitCode").asInt(-1));
  }

  @Test
  void scalesUpAndDownAndKeepsTheOldest() {
    Map<String, Long> two = stack.pids();
    stack.cli("scale", "web=5").succeeded();
    assertEquals(5, stack.ps().service("web").where("state", "running").count());
    assertTrue(stack.pids().entrySet().containsAll(two.entrySet()));
    stack.cli("scale", "web=1").succeeded();
    Rows web = stack.ps().service("web");
    assertEquals(1, web.count(), web::toString);
    assertTrue(two.entrySet().containsAll(stack.pids().entrySet()));
  }

  @Test
  void upOfAnUnchangedStackTouchesNothing() {
    Map<String, Long> before = stack.pids();
    stack.up().succeeded().says("unchanged");
    assertEquals(before, stack.pids());
  }

  @Test
  void aChangedVariableReplacesTheServicesTasksAndNoOthers() throws Exception {
    Map<String, Long> before = stack.pids();
    String counter = stack.ps().service("counter").one().path("id").asString();
    stack.file(SERVICES.formatted("blue")).up().succeeded();
    Rows web = stack.ps().service("web");
    assertEquals(2, web.count());
    web.texts("id").forEach(id -> assertFalse(before.containsKey(id), "kept " + id));
    assertEquals(before.get(counter), stack.pids().get(counter));
    assertEquals(
        "blue\n", stack.cli("exec", "-T", "web", "sh", "-c", "echo $COLOUR").succeeded().out());
    assertOneByOne();
  }

  /// The second task of the old kind goes when the first of the new kind is there.
  private void assertOneByOne() {
    Rows web = stack.all().service("web");
    List<String> ends = new java.util.ArrayList<>(web.texts("finishedAt"));
    ends.removeIf(String::isEmpty);
    Set<String> starts = new HashSet<>(web.where(row -> !ended(row)).texts("startedAt"));
    assertEquals(2, ends.size(), web::toString);
    String firstStart = java.util.Collections.min(starts);
    assertTrue(ends.getLast().compareTo(firstStart) > 0, "all ended before " + firstStart);
  }

  private static boolean ended(JsonNode row) {
    return !row.path("finishedAt").asString("").isEmpty();
  }
}
