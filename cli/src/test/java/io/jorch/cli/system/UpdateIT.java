package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Updates, those that fail, and the way back.
@ExtendWith(SharedDaemon.class)
class UpdateIT {
  /// Asks for a page over and over until a file is there; then says how often, and how often in
  /// vain.
  private static final String ASK =
      """
      use IO::Socket::INET;
      my ($good, $bad) = (0, 0);
      until (-e $ARGV[1]) {
        my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], Timeout => 5);
        my $answer = "no connection: $!";
        if ($s) {
          print $s "GET /hostname HTTP/1.0\\r\\n\\r\\n";
          local $/;
          $answer = <$s>;
        }
        if ($answer =~ m{^HTTP/1.. 200}) { $good++ } else { $bad++; print "failed: $answer\\n" }
      }
      print "$good good, $bad bad\\n";
      """;

  private final TestDaemon daemon;
  private final TestStack stack;

  UpdateIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack = daemon.stack("updates", services("red", true, "start-first", "rollback"));
  }

  private static String services(String colour, boolean well, String order, String action) {
    return """
        services:
          web:
            <<: *box
            stop_signal: SIGTERM
            stop_grace_period: 5s
            scale: 3
            command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
            environment: {COLOUR: "%s"}
            ports: ["8480:80"]
            healthcheck:
              test: ["CMD-SHELL", "wget -q -O /dev/null http://127.0.0.1/hostname && %s"]
              interval: 300ms
              retries: 2
            deploy:
              update_config: {order: %s, failure_action: %s, monitor: 1s}
          side:
            <<: *box
            environment: {COLOUR: "%s"}
            restart: always
        """
        .formatted(colour, well ? "true" : "false", order, action, colour);
  }

  @AfterEach
  void down() {
    stack.down();
  }

  private Map<String, Long> webPids() {
    Set<String> ids = Set.copyOf(stack.ps().service("web").texts("id"));
    Map<String, Long> pids = new java.util.TreeMap<>(stack.pids());
    pids.keySet().retainAll(ids);
    return pids;
  }

  @Test
  void aStartFirstUpdateServesWithoutAGap() throws Exception {
    stack.up().succeeded();
    Path stop = daemon.home.resolve("stop-asking");
    Process client = daemon.netns.start("perl", "-e", ASK, "127.0.0.1:8480", stop.toString());
    try {
      stack.file(services("blue", true, "start-first", "rollback")).up().succeeded();
      Files.writeString(stop, "");
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(said.matches("(?s)[1-9]\\d* good, 0 bad\\n"), said);
    } finally {
      client.destroyForcibly().waitFor();
      Files.deleteIfExists(stop);
    }
    assertEquals(
        "blue\n", stack.cli("exec", "-T", "web", "sh", "-c", "echo $COLOUR").succeeded().out());
    stack.cli("history").succeeded().says("2 *").says("converged");
  }

  @Test
  void aBadUpdateRollsTheWholeStackBackAndUpSaysWhy() throws Exception {
    stack.up().succeeded();
    Map<String, Long> before = webPids();
    Ran up = stack.file(services("blue", false, "start-first", "rollback")).up().exited(1);
    up.says("going back to revision 1: the update of service web failed in 1 of 3 slots: task ");
    up.says("stack 'updates' was rolled back to revision 1: the update of service web failed");
    assertEquals(before, webPids(), "start-first: nothing that served was touched");
    assertEquals(
        "red\n", stack.cli("exec", "-T", "side", "sh", "-c", "echo $COLOUR").succeeded().out());
    Rows history = Rows.of(stack.cli("history", "--format", "json").succeeded());
    assertEquals(
        List.of("3 converged", "2 rolled back", "1 converged"),
        history.all().stream()
            .map(row -> row.path("revision").asLong() + " " + row.path("state").asString())
            .toList());
    JsonNode third = history.all().getFirst();
    assertTrue(third.path("current").asBoolean(), third::toString);
    assertTrue(
        third.path("reason").asString().startsWith("rollback to revision 1: the update of"),
        third::toString);
    stack
        .cli("diff", "1", "2")
        .succeeded()
        .says("~ updated    service web")
        .says("- environment.COLOUR: red")
        .says("+ environment.COLOUR: blue");
    stack.cli("diff", "1", "3").succeeded().says("nothing differs");
  }

  @Test
  void aPausedUpdateLeavesTheOldTasksAndGoesOnWithABetterFile() throws Exception {
    stack.file(services("red", true, "stop-first", "pause")).up().succeeded();
    Map<String, Long> before = webPids();
    stack
        .file(services("blue", false, "stop-first", "pause"))
        .up()
        .exited(1)
        .says("stack 'updates' failed: the update of service web failed in 1 of 3 slots: task ");
    Map<String, Long> left = webPids();
    left.keySet().retainAll(before.keySet());
    assertEquals(2, left.size(), "two of the old ones serve on");
    stack.cli("history").succeeded().says("failed");
    stack.file(services("green", true, "stop-first", "pause")).up().succeeded();
    assertEquals(3, stack.ps().service("web").where("health", "healthy").count());
    assertEquals(
        "green\n", stack.cli("exec", "-T", "web", "sh", "-c", "echo $COLOUR").succeeded().out());
  }

  @Test
  void updateAndRollbackNeedNoFile() throws Exception {
    stack.up().succeeded();
    Map<String, Long> before = stack.pids();
    stack.cli("update", "side", "--env-add", "COLOUR=blue", "--replicas", "2").succeeded();
    assertEquals(2, stack.ps().service("side").count());
    assertEquals(
        "blue\n", stack.cli("exec", "-T", "side", "sh", "-c", "echo $COLOUR").succeeded().out());
    assertTrue(stack.pids().entrySet().containsAll(webPids().entrySet()));
    assertTrue(before.entrySet().containsAll(webPids().entrySet()), "others were not touched");
    stack.cli("diff").succeeded().says("- replicas: 1").says("+ replicas: 2");
    stack.cli("rollback").succeeded();
    assertEquals(
        "red\n", stack.cli("exec", "-T", "side", "sh", "-c", "echo $COLOUR").succeeded().out());
    stack.cli("rollback", "--to", "77").exited(1).says("no earlier revision 77");
    stack.cli("update", "sid", "--force").exited(1).says("did you mean 'side'?");
  }

  @Test
  void aDrainedNodeKeepsWhatCannotMoveAndSaysSo() throws Exception {
    stack
        .file(
            """
            services:
              db: {<<: *box, volumes: ["data:/data"]}
              web: {<<: *box}
            volumes: {data: {}}
            """)
        .up()
        .succeeded();
    Map<String, Long> before = stack.pids();
    JsonNode node = Rows.of(daemon.cli("node", "ls", "--format", "json").succeeded()).one();
    String id = node.path("id").asString();
    assertEquals("active", node.path("availability").asString());
    try {
      daemon
          .cli("node", "drain", id, "--timeout", "1")
          .exited(1)
          .says("updates-web-1: no suitable node")
          .says("is not drained after 1 s: updates-web-1 still there");
      assertTrue(
          stack.pids().entrySet().containsAll(before.entrySet()),
          "nothing is stopped before its replacement is ready");
      stack.cli("stop", "web").succeeded();
      daemon
          .cli("node", "drain", id)
          .succeeded()
          .says("updates-db-1 stays: its volume updates_data is there")
          .says("is drained, but for what stays");
    } finally {
      daemon.cli("node", "activate", id).succeeded();
    }
    stack.cli("start", "web").succeeded();
    daemon.cli("node", "update", id, "--label-add", "zone=a").succeeded();
    daemon.cli("node", "ls").succeeded().says("zone=a");
    daemon.cli("node", "update", id, "--label-rm", "zone").succeeded();
    assertFalse(daemon.cli("node", "ls").succeeded().out().contains("zone=a"));
  }
}
