package io.jorch.manager.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.TaskView;
import io.jorch.core.node.LogQuery;
import io.jorch.manager.control.Operations.LogRequest;
import io.jorch.manager.control.Operations.StatsQuery;
import io.jorch.manager.stream.FarNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each request has to reach the node that has the container or volume.
class RoutingIT extends TwoNodes {
  private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void eachContainerIsAskedOnItsOwnNode() throws Exception {
    for (Map.Entry<String, FarNode> each : Map.of("alpha", alpha, "beta", beta).entrySet()) {
      TaskView task = on(each.getKey(), "web");
      FarNode node = each.getValue();
      ExecRequest exec =
          new ExecRequest(
              List.of("ls"),
              Map.of(),
              Optional.empty(),
              Optional.empty(),
              false,
              false,
              false,
              80,
              24);
      assertEquals(3, operations.exec(task.name(), exec, NOBODY));
      assertEquals(4, operations.attach(task.id(), new AttachRequest(true, 0, 0), NOBODY));
      operations.signal(task.name(), "TERM");
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      operations.copyOut(task.name(), new CopySource("/etc", false), tar);
      assertEquals(each.getKey(), tar.toString(StandardCharsets.UTF_8));
      operations.copyIn(
          task.name(),
          new CopyTarget("/", CopyTarget.Kind.ARCHIVE, false),
          new ByteArrayInputStream("tar".getBytes(StandardCharsets.UTF_8)));
      assertEquals(each.getKey(), operations.processes(task.name()).getFirst().user());
      assertEquals(
          each.getKey(), operations.inspect(task.id(), Optional.empty(), false).get("seenBy"));
      assertTrue(
          node.asked.containsAll(
              List.of(
                  "exec " + task.id(),
                  "attach " + task.id(),
                  "signal " + task.id() + " TERM",
                  "copyOut " + task.id() + " /etc",
                  "copyIn " + task.id() + " tar")),
          node.asked::toString);
    }
  }

  @Test
  void whatIsOnANodeThatCannotBeReachedIsRefusedWithItsName() throws Exception {
    TaskView task = on("beta", "web");
    reached.remove(BETA);
    RequestException refused =
        assertThrows(RequestException.class, () -> operations.signal(task.name(), "TERM"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith(
                "container "
                    + task.name()
                    + " is on another node, and node beta cannot be reached at the moment;"),
        refused::toString);
    Map<String, Object> known = operations.inspect(task.name(), Optional.empty(), false);
    assertEquals("beta", known.get("node"));
    assertTrue(String.valueOf(known.get("nodeError")).contains("node beta"), known::toString);
  }

  private List<LogLine> logs() throws Exception {
    List<LogLine> lines = new ArrayList<>();
    operations.logs(
        new LogRequest(Optional.of("shop"), Set.of(), Optional.empty()),
        new LogQuery(OptionalInt.empty(), Optional.empty(), Optional.empty(), false),
        lines::add);
    return lines;
  }

  @Test
  void logsOfAStackComeFromAllItsNodes() throws Exception {
    alpha.lines.add(new LogLine("1", "web", 1, OLD, "stdout", "first"));
    beta.lines.add(new LogLine("2", "web", 2, OLD.plusSeconds(1), "stdout", "second"));
    alpha.lines.add(new LogLine("1", "web", 1, OLD.plusSeconds(2), "stdout", "third"));
    assertEquals(List.of("first", "second", "third"), logs().stream().map(LogLine::text).toList());
    reached.remove(BETA);
    assertEquals(
        List.of(
            "node beta cannot be reached at the moment; its logs are missing here",
            "first",
            "third"),
        logs().stream().map(LogLine::text).toList());
  }

  @Test
  void statsComeFromAllNodesAndMissingOnesAreNamed() throws Exception {
    StatsQuery query = new StatsQuery(Optional.of("shop"), Set.of(), Set.of(), false);
    List<TaskStats> rows = new ArrayList<>();
    operations.stats(query, rows::add);
    assertEquals(List.of("alpha", "beta"), rows.stream().map(TaskStats::node).sorted().toList());
    rows.clear();
    beta.trouble = Optional.of("the disk is gone");
    RequestException missing =
        assertThrows(RequestException.class, () -> operations.stats(query, rows::add));
    assertEquals("figures are missing: node beta: the disk is gone", missing.getMessage());
    assertEquals(List.of("alpha"), rows.stream().map(TaskStats::node).toList());
  }

  @Test
  void aOneOffTaskRunsWhereItsVolumeIs() throws Exception {
    RunRequest request =
        new RunRequest(
            "db",
            List.of("ls"),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("look"),
            true,
            false,
            false,
            false,
            false,
            80,
            24);
    for (int i = 0; i < 3; i++) assertEquals(5, operations.run(SHOP, request, NOBODY));
    String wanted = "run look on " + homeId();
    assertEquals(3, home().asked.stream().filter(wanted::equals).count(), home().asked::toString);
  }
}
