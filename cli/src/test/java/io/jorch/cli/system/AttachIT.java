package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.client.Tasks;
import io.jorch.cli.http.Frames;
import io.jorch.cli.http.Request;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Joining main processes, and the logs of tasks that are gone.
@ExtendWith(SharedDaemon.class)
class AttachIT {
  private final TestDaemon daemon;
  private final TestStack stack;

  AttachIT(TestDaemon daemon) throws Exception {
    this.daemon = daemon;
    stack = daemon.stack("attach", "services: {none: {<<: *box}}\n");
  }

  @AfterEach
  void down() {
    stack.down();
  }

  private TestStack up(String services) throws Exception {
    stack.file("services:\n" + services).up().succeeded();
    return stack;
  }

  private Tasks tasks() {
    return new Tasks(new Daemon(daemon.runDir().resolve("jorch.sock")));
  }

  private String id(String service) {
    return stack.ps().service(service).one().path("id").asString();
  }

  @Test
  void inputGoesToTheMainProcessAndItsOutputAndExitCodeComeBack() throws Exception {
    up(
        """
          app:
            <<: *box
            stdin_open: true
            restart: "no"
            command: [sh, -c, "echo before; read word; echo got $$word; echo bad >&2; exit 5"]
        """);
    Ran ran = Typing.of("hello\n", () -> stack.cli("attach", "app"));
    assertEquals("got hello\n", ran.exited(5).out(), ran::toString);
    assertEquals("bad\n", ran.err());
    assertTrue(stack.cli("logs", "app").succeeded().out().contains("got hello"));
  }

  @Test
  void aTerminalIsSharedToTheByte() throws Exception {
    up(
        """
          shell: {<<: *box, tty: true, stdin_open: true, restart: "no", command: [sh]}
        """);
    Ran ran =
        Typing.of("PS1=; printf 'a\\tb'; exit 3\n", () -> stack.cli("attach", "shell")).exited(3);
    assertTrue(ran.out().contains("exit 3\r\n"), ran::toString);
    assertTrue(ran.out().contains("a\tb"), ran::toString);
  }

  @Test
  void whoeverLeavesLeavesTheContainerRunningAndTheNextOneFindsIt() throws Exception {
    up(
        """
          app:
            <<: *box
            stdin_open: true
            restart: "no"
            command: [sh, -c, "while read word; do echo got $$word; done"]
        """);
    for (String word : List.of("one", "two")) {
      int code =
          tasks()
              .attach(
                  id("app"),
                  new AttachRequest(true, 0, 0),
                  frames -> {
                    frames.send(0, (word + "\n").getBytes(StandardCharsets.UTF_8));
                    Frames.Frame answer = frames.next().orElseThrow();
                    assertEquals(
                        "got " + word + "\n", new String(answer.payload(), StandardCharsets.UTF_8));
                    frames.close();
                    return 0;
                  });
      assertEquals(0, code);
    }
    assertEquals(1, stack.ps().service("app").where("state", "running").count());
  }

  @Test
  void signalsAreForwardedToTheMainProcess() throws Exception {
    up(
        """
          app:
            <<: *box
            restart: "no"
            command: [sh, -c, "trap 'echo caught; exit 7' INT; while :; do sleep 0.1; done"]
        """);
    CompletableFuture<String> said = new CompletableFuture<>();
    int code =
        tasks()
            .attach(
                id("app"),
                new AttachRequest(false, 0, 0),
                frames -> {
                  frames.send(3, new byte[] {2});
                  StringBuilder text = new StringBuilder();
                  for (var next = frames.next(); next.isPresent(); next = frames.next()) {
                    if (next.get().type() == 18) {
                      said.complete(text.toString());
                      return java.nio.ByteBuffer.wrap(next.get().payload()).getInt();
                    }
                    text.append(new String(next.get().payload(), StandardCharsets.UTF_8));
                  }
                  return -1;
                });
    assertEquals(7, code);
    assertEquals("caught\n", said.get());
  }

  @Test
  void whatDoesNotRunCannotBeJoined() throws Exception {
    up("  app: {<<: *box}\n");
    stack.cli("stop").succeeded();
    stack.cli("attach", "app").exited(1).says("has no running task of that service");
  }

  @Test
  void logsOfAServiceHaveTheTasksThatWereReplaced() throws Exception {
    up("  app: {<<: *box, command: [sh, -c, \"echo I am $$HOSTNAME; sleep 1000\"]}\n");
    String first = id("app");
    stack.cli("restart", "app").succeeded();
    String second = id("app");
    Wait.until("both have written", () -> stack.cli("logs").out().lines().count() == 2);
    List<String> lines = stack.cli("logs", "--no-log-prefix").succeeded().out().lines().toList();
    assertEquals(
        List.of("I am " + first.substring(0, 12), "I am " + second.substring(0, 12)), lines);
    assertEquals(
        List.of("I am " + first.substring(0, 12)),
        stack.cli("logs", first).succeeded().out().lines().toList());
    assertEquals(2, stack.cli("logs", "--index", "1").succeeded().out().lines().count());
    assertEquals("", stack.cli("logs", "--index", "2").succeeded().out());
  }

  @Test
  void whoeverFollowsAStackSeesTheTasksThatComeLater() throws Exception {
    up("  app: {<<: *box, command: [sh, -c, \"echo here; sleep 1000\"]}\n");
    String first = id("app");
    List<String> seen = new ArrayList<>();
    new Daemon(daemon.runDir().resolve("jorch.sock"))
        .stream(
            Request.of("GET", "/v1/logs?stack=attach&follow=true"),
            LogLine.class,
            line -> {
              seen.add(line.task());
              if (line.task().equals(first)) stack.cli("restart", "-d", "app");
              return line.task().equals(first);
            });
    assertEquals(2, seen.size(), seen::toString);
    assertEquals(Optional.of(first), seen.stream().findFirst());
  }
}
