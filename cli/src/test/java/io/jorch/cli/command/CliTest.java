package io.jorch.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.http.LocalServer;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false,
            false,
            new Palette(false));
    Map<String, String> environment = Map.of("JORCH_RUN_DIR", directory.toString());
    return new Cli(console, environment, directory, InstantSource.system(), Optional.empty())
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String json(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static String stream(String... lines) {
    StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String line : lines)
      text.append(Integer.toHexString(line.length() + 1))
          .append("\r\n")
          .append(line)
          .append("\n\r\n");
    return text.append("0\r\n\r\n").toString();
  }

  @Test
  void saysHowToGetADaemon() {
    assertEquals(1, run("ps"));
    String socket = directory.resolve("jorch.sock").toString();
    assertEquals(
        "no daemon answers at " + socket + ": start one with `jorch up` or `jorch daemon`\n",
        err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "upp | 'jorch' has no command 'upp'; did you mean 'up'?; `jorch --help` shows what may be given",
        "ps --al | 'jorch ps' has no option '--al'; did you mean '--all'?; `jorch ps --help` shows what may be given",
        "scale web | cannot scale by 'web': write SERVICE=NUMBER, such as web=3",
        "ps --format xml | cannot print as 'xml': --format is table or json",
        "ps -H tcp://a:1 | cannot use the daemon at 'tcp://a:1': this version talks over Unix sockets only; write unix:///path/to/jorch.sock",
        "logs --since soon -p a | cannot understand the time 'soon'",
        "image tag one | 'jorch image tag' lacks an argument",
        "update web | nothing to update is given",
        "diff a b c | cannot compare 'a b c': write [STACK] [REVISION [REVISION]]",
        "node update n --availability off | 'off' is no availability: it is active, pause or drain",
      })
  void refusesWrongUsageWithCode2AndASentence(String line, String sentence) {
    assertEquals(2, run(line.split(" ", -1)));
    assertTrue(err().startsWith(sentence), err());
    assertEquals("", out());
  }

  @Test
  void listsAllCommandsInHelp() {
    assertEquals(0, run("--help"));
    for (var entry : Commands.all())
      assertTrue(out().contains("\n  " + entry.name() + " "), entry.name());
  }

  @Test
  void everyCommandDescribesItself() {
    for (var entry : Commands.all()) {
      assertEquals(0, run(entry.name(), "--help"), entry.name());
      for (var below : entry.below()) assertEquals(0, run(entry.name(), below.name(), "--help"));
    }
    assertEquals("", err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "volume", "help"})
  void showsHelpOfAGroupCalledAlone(String name) {
    assertEquals(0, run(name));
    assertTrue(out().startsWith("Usage: jorch"), out());
  }

  @Test
  void filtersTasksByServiceAndState() throws IOException {
    String tasks =
        """
        [{"id":"0123456789abcdef0123456789abcdef","name":"h-web-1","service":"web","slot":1,
          "state":"running","health":"none","createdAt":"2026-01-01T00:00:00Z"},
         {"id":"1123456789abcdef0123456789abcdef","name":"h-api-1","service":"api","slot":1,
          "state":"assigned","health":"none","createdAt":"2026-01-01T00:00:00Z"}]
        """;
    try (LocalServer server = LocalServer.saying(directory, json(200, tasks))) {
      assertEquals(0, run("ps", "-q", "--status", "pending"));
      assertEquals(0, run("-p", "h", "ps", "-q", "web"));
      assertEquals("1123456789ab\n0123456789ab\n", out());
      assertTrue(server.requests().get(0).startsWith("GET /v1/tasks HTTP"));
      assertTrue(server.requests().get(1).startsWith("GET /v1/tasks?stack=h&service=web HTTP"));
    }
  }

  @Test
  void scalesAndWaitsUntilItIsSo() throws IOException {
    String plan =
        "{\"stack\":\"h\",\"revision\":7,\"plan\":[{\"kind\":\"service\",\"name\":\"web\","
            + "\"action\":\"updated\",\"detail\":\"1 to 2 replicas\"}]}";
    String middle = "{\"stack\":\"h\",\"revision\":7,\"verdict\":\"converging\"}";
    String end = "{\"stack\":\"h\",\"revision\":7,\"verdict\":\"converged\"}";
    LocalServer.Part part =
        (request, client) ->
            LocalServer.write(
                client, request.startsWith("POST") ? json(200, plan) : stream(middle, end));
    try (LocalServer server = LocalServer.start(directory, part)) {
      assertEquals(0, run("scale", "-p", "h", "web=2"));
      assertEquals("~ updated    service web (1 to 2 replicas)\n", out());
      assertTrue(server.requests().get(0).endsWith("{\"services\":{\"web\":2}}"));
      assertTrue(
          server.requests().get(1).startsWith("GET /v1/stacks/h/progress?revision=7&service=web "));
    }
  }

  @Test
  void showsTheReasonAndTheLastWordsOfWhatFailed() throws IOException {
    String line =
        "{\"task\":\"abc\",\"service\":\"web\",\"slot\":1,\"time\":\"2026-01-01T00:00:00Z\","
            + "\"stream\":\"stderr\",\"text\":\"no such port\"}";
    String failed =
        "{\"stack\":\"h\",\"revision\":1,\"verdict\":\"failed\",\"failedTask\":\"abc\","
            + "\"problem\":\"web-1 exited with code 3\"}";
    LocalServer.Part part =
        (request, client) -> {
          if (request.startsWith("POST"))
            LocalServer.write(client, json(200, "{\"stack\":\"h\",\"revision\":1}"));
          else LocalServer.write(client, stream(request.contains("/logs") ? line : failed));
        };
    try (LocalServer server = LocalServer.start(directory, part)) {
      assertEquals(1, run("restart", "-p", "h"));
      assertEquals(
          "last lines of task abc:\n  no such port\nstack 'h' failed: web-1 exited with code 3\n",
          err());
      assertTrue(server.requests().getLast().startsWith("GET /v1/logs?task=abc&tail=10 "));
    }
  }

  @Test
  void aStackThatWentBackIsAFailureWithItsReason() throws IOException {
    String end =
        "{\"stack\":\"h\",\"revision\":4,\"verdict\":\"rolled_back\",\"rolledBackTo\":3,"
            + "\"problem\":\"the update of service web failed\"}";
    LocalServer.Part part =
        (request, client) ->
            LocalServer.write(
                client,
                request.startsWith("POST")
                    ? json(200, "{\"stack\":\"h\",\"revision\":4}")
                    : stream(end));
    try (LocalServer server = LocalServer.start(directory, part)) {
      assertEquals(1, run("update", "-p", "h", "--env-add", "A=b", "web"));
      assertEquals(
          "stack 'h' was rolled back to revision 3: the update of service web failed\n", err());
      assertTrue(server.requests().get(0).startsWith("POST /v1/stacks/h/update "));
      assertTrue(
          server
              .requests()
              .get(0)
              .endsWith(
                  "{\"services\":[\"web\"],\"addEnvironment\":{\"A\":\"b\"},\"force\":false}"),
          server.requests().get(0));
    }
  }

  @Test
  void rollsBackToARevision() throws IOException {
    String answer = "{\"stack\":\"h\",\"revision\":4}";
    try (LocalServer server = LocalServer.saying(directory, json(200, answer))) {
      assertEquals(0, run("rollback", "h", "--to", "3", "--detach"));
      assertEquals(0, run("rollback", "h", "--detach"));
      assertTrue(server.requests().get(0).startsWith("POST /v1/stacks/h/rollback "));
      assertTrue(server.requests().get(0).endsWith("{\"to\":3}"));
      assertTrue(server.requests().get(1).endsWith("{}"));
    }
  }

  @Test
  void showsWhatDiffersKeyByKey() throws IOException {
    String diff =
        "{\"stack\":\"h\",\"from\":2,\"to\":5,\"items\":[{\"kind\":\"service\",\"name\":\"web\","
            + "\"action\":\"updated\",\"keys\":[{\"key\":\"image\",\"before\":\"a:1\",\"after\":\"a:2\"},"
            + "{\"key\":\"environment.A\",\"after\":\"b\"}]},"
            + "{\"kind\":\"service\",\"name\":\"old\",\"action\":\"removed\"}]}";
    try (LocalServer server = LocalServer.saying(directory, json(200, diff))) {
      assertEquals(0, run("diff", "h", "2", "5"));
      assertEquals(
          """
          stack h, revision 2 to 5
          ~ updated    service web
              - image: a:1
              + image: a:2
              + environment.A: b
          - removed    service old
          """,
          out());
      assertEquals(0, run("diff", "-p", "h", "2"));
      assertTrue(server.requests().get(0).startsWith("GET /v1/stacks/h/diff?from=2&to=5 "));
      assertTrue(server.requests().get(1).startsWith("GET /v1/stacks/h/diff?from=2 "));
    }
  }

  @Test
  void listsRevisionsTheLatestFirst() throws IOException {
    String history =
        "[{\"revision\":2,\"createdAt\":\"2020-01-01T00:00:00Z\",\"reason\":\"up\",\"state\":\"rolled"
            + " back\",\"detail\":\"it broke\",\"current\":true}]";
    try (LocalServer server = LocalServer.saying(directory, json(200, history))) {
      assertEquals(0, run("history", "h"));
      assertTrue(
          out().lines().toList().get(1).matches("2 \\*  .* rolled back   up  +it broke"), out());
      assertTrue(server.requests().getFirst().startsWith("GET /v1/stacks/h/history "));
    }
  }

  @Test
  void drainsANodeAndSaysWhatStays() throws IOException {
    String node =
        "{\"id\":\"n1\",\"hostname\":\"one\",\"status\":\"ready\",\"availability\":\"drain\","
            + "\"createdAt\":\"2020-01-01T00:00:00Z\",\"startedAt\":\"2020-01-01T00:00:00Z\"}";
    String moving =
        "{\"node\":\"one\",\"moving\":[{\"task\":\"a\",\"name\":\"h-web-1\"}],"
            + "\"staying\":[{\"task\":\"b\",\"name\":\"h-db-1\",\"detail\":\"its volume is there\"}]}";
    String done = moving.replaceFirst("\"moving\":\\[[^]]*],", "");
    LocalServer.Part part =
        (request, client) ->
            LocalServer.write(
                client, request.startsWith("POST") ? json(200, node) : stream(moving, done));
    try (LocalServer server = LocalServer.start(directory, part)) {
      assertEquals(0, run("node", "drain", "one"));
      assertEquals(
          """
          h-web-1 moves
          h-web-1 has moved
          h-db-1 stays: its volume is there
          node one is drained, but for what stays
          """,
          out());
      assertTrue(server.requests().get(0).startsWith("POST /v1/nodes/one/availability "));
      assertTrue(server.requests().get(0).endsWith("{\"availability\":\"drain\"}"));
      assertTrue(server.requests().get(1).startsWith("GET /v1/nodes/one/drained "));
    }
  }

  @Test
  void givesUpWaitingAndSaysForWhat() throws IOException {
    LocalServer.Part part =
        (request, client) -> {
          if (request.startsWith("POST"))
            LocalServer.write(client, json(200, "{\"stack\":\"h\",\"revision\":1}"));
          else {
            String line =
                "{\"stack\":\"h\",\"verdict\":\"converging\",\"services\":[{\"service\":\"web\","
                    + "\"desired\":1,\"waiting\":\"its image\"}]}";
            LocalServer.write(client, stream(line).replace("0\r\n\r\n", ""));
            client.read(java.nio.ByteBuffer.allocate(1));
          }
        };
    try (LocalServer server = LocalServer.start(directory, part)) {
      assertEquals(1, run("start", "-p", "h", "--timeout", "1"));
      assertEquals(
          "stack 'h' is not there after 1 s: web 0/1 (its image);"
              + " it goes on, see `jorch ps` and `jorch logs`\n",
          err());
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void takesAStackThatIsGoneForRemoved() throws IOException {
    String body = json(404, "{\"error\":\"no stack 'h'\"}");
    try (LocalServer server = LocalServer.saying(directory, body)) {
      assertEquals(0, run("down", "-p", "h"));
      assertEquals("nothing to remove: no stack 'h'\n", err());
      assertTrue(server.requests().getFirst().startsWith("DELETE /v1/stacks/h?volumes=false "));
    }
  }

  @Test
  void passesOnWhatTheDaemonSays() throws IOException {
    String body = json(409, "{\"error\":\"volume 'a' is in use by task b; stop that first\"}");
    try (LocalServer server = LocalServer.saying(directory, body)) {
      assertEquals(1, run("volume", "rm", "a", "c"));
      assertEquals(2, server.requests().size());
      assertTrue(err().startsWith("volume 'a' is in use by task b; stop that first\n"));
    }
  }

  @Test
  void prefixesLogLinesInAlignedColumns() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String service : List.of("web", "counter"))
      lines.add(
          "{\"task\":\"a\",\"service\":\"%s\",\"slot\":1,\"time\":\"2026-01-01T00:00:00Z\",\"stream\":\"stdout\",\"text\":\"hi\"}"
              .formatted(service));
    try (LocalServer server = LocalServer.saying(directory, stream(lines.toArray(String[]::new)))) {
      assertEquals(0, run("logs", "-p", "h", "-n", "5", "web", "counter"));
      assertEquals("web-1 | hi\ncounter-1 | hi\n", out());
      assertTrue(
          server
              .requests()
              .getFirst()
              .startsWith("GET /v1/logs?stack=h&service=web&service=counter&tail=5 "));
    }
  }

  @Test
  void listsEveryProblemOfAFile() throws IOException {
    Files.writeString(
        directory.resolve("stack.yml"),
        "services:\n  web:\n    image: a\n    deploy:\n      replica: 2\n  api: {imag: b}\n");
    assertEquals(1, run("up"));
    List<String> lines = err().lines().toList();
    assertTrue(lines.size() >= 2, err());
    assertTrue(lines.getFirst().startsWith("stack.yml:5:7: services.web.deploy"), err());
    assertEquals("", out());
  }

  @Test
  void plansAStackWithoutADaemon() throws IOException {
    Files.writeString(directory.resolve("stack.yml"), "name: h\nservices:\n  web:\n    image: a\n");
    assertEquals(0, run("up", "--dry-run", "--scale", "web=3"));
    assertEquals("+ created    network h_default\n+ created    service web\n", out());
    assertEquals("", err());
  }

  @Test
  void refusesToScaleAServiceThatIsNotThere() throws IOException {
    Files.writeString(directory.resolve("stack.yml"), "name: h\nservices: {web: {image: a}}\n");
    assertEquals(1, run("up", "--dry-run", "--scale", "wep=3"));
    assertEquals("stack 'h' has no service 'wep'; did you mean 'web'?\n", err());
  }

  @Test
  void writesACompletionScript() {
    assertEquals(0, run("completion"));
    assertTrue(out().contains("complete -F _complete_jorch"), out().substring(0, 200));
  }
}
