package io.jorch.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TaskRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static TaskView task(
      int slot, TaskState state, Health health, OptionalInt exitCode, String error) {
    boolean ended = state.ended();
    return new TaskView(
        ID,
        "hello-web-" + slot,
        "hello",
        "web",
        slot,
        "node",
        "hello-web",
        "httpd -f -p 80 -h /www -v -v -v",
        state,
        health,
        exitCode,
        0,
        NOW.minusSeconds(180),
        Optional.of(NOW.minusSeconds(170)),
        ended ? Optional.of(NOW.minusSeconds(5)) : Optional.empty(),
        ended ? List.of() : List.of("0.0.0.0:8080->80/tcp"),
        Map.of("hello_default", "10.0.0.2"),
        error);
  }

  private static final TaskView UP =
      task(1, TaskState.RUNNING, Health.HEALTHY, OptionalInt.empty(), "");

  private static final TaskView OOM =
      task(2, TaskState.FAILED, Health.NONE, OptionalInt.of(137), "out of memory (limit 64 MiB)");

  @Test
  void showsTasksInATable() {
    assertEquals(
        """
        ID             NAME          NODE   IMAGE       PORTS                  STATUS
        0123456789ab   hello-web-1   node   hello-web   0.0.0.0:8080->80/tcp   up 2 minutes (healthy)
        0123456789ab   hello-web-2   node   hello-web                          failed (137) 5 seconds ago: out of memory (limit 64 MiB)
        """,
        String.join("\n", TaskRows.of(List.of(UP, OOM), NOW, new Palette(false), false)) + "\n");
  }

  @Test
  void showsCommandsWhenAskedForEverything() {
    assertEquals(
        "0123456789abcdef0123456789abcdef   hello-web-1   node   hello-web   httpd -f -p 80 -h /www -v"
            + " -v -v   web       3 minutes ago   0.0.0.0:8080->80/tcp   up 2 minutes (healthy)",
        TaskRows.of(List.of(UP), NOW, new Palette(false), true).get(1));
  }

  @Test
  void writesJsonWithEveryField() {
    assertEquals(
        """
        [
          {
            "id" : "0123456789abcdef0123456789abcdef",
            "name" : "hello-web-1",
            "stack" : "hello",
            "service" : "web",
            "slot" : 1,
            "node" : "node",
            "image" : "hello-web",
            "command" : "httpd -f -p 80 -h /www -v -v -v",
            "state" : "running",
            "health" : "healthy",
            "exitCode" : null,
            "restarts" : 0,
            "createdAt" : "2026-03-01T11:57:00Z",
            "startedAt" : "2026-03-01T11:57:10Z",
            "finishedAt" : null,
            "ports" : [
              "0.0.0.0:8080->80/tcp"
            ],
            "networks" : {
              "hello_default" : "10.0.0.2"
            },
            "error" : ""
          }
        ]\
        """,
        JsonText.pretty(List.of(UP)));
  }

  @Test
  void indentsJsonOfTheDaemonAsItIs() {
    assertEquals(
        "{\n  \"a\" : [\n    1,\n    null\n  ],\n  \"b\" : 2.50\n}",
        JsonText.pretty(
            "{\"a\":[1,null],\"b\":2.50}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
