package io.jorch.cli.rehearsal;

import io.jorch.cli.client.Machine;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.api.ImageView;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.Progress;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskState;
import io.jorch.core.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One stack with one service, as a daemon would tell of it.
final class MadeUpStack {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private MadeUpStack() {}

  /// The whole answer to a request such as `GET /v1/tasks`.
  static byte[] answer(String request) {
    String path = request.replaceFirst("\\?.*", "");
    if (path.endsWith("/exec")) return upgraded();
    boolean stream = path.endsWith("/progress") || path.startsWith("DELETE ");
    if (stream) return http("application/x-ndjson", chunked(line(path)));
    if (path.endsWith("/logs")) return http("application/x-ndjson", chunked(log()));
    if (path.endsWith("/events")) return http("application/x-ndjson", "0\r\n\r\n");
    byte[] body = body(path);
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
    return joined(ascii(head + body.length + "\r\n\r\n"), body);
  }

  private static byte[] body(String path) {
    return switch (path) {
      case "GET /v1/version" ->
          Wire.bytes(Machine.Version.class, new Machine.Version("1", "1", 1, "node"));
      case "GET /v1/info" -> Wire.bytes(DaemonInfo.class, info());
      case "GET /v1/stacks" -> Wire.listBytes(StackView.class, List.of(stack()));
      case "GET /v1/tasks" -> Wire.listBytes(TaskView.class, List.of(task()));
      case "GET /v1/images" -> Wire.listBytes(ImageView.class, List.of(image()));
      case "GET /v1/volumes" -> Wire.listBytes(VolumeView.class, List.of(volume()));
      case "GET /v1/inspect" -> ascii("{\"id\":\"" + ID + "\",\"pid\":1}");
      default ->
          path.startsWith("GET /v1/stacks/")
              ? Wire.bytes(StackView.class, stack())
              : Wire.bytes(ApplyResult.class, applied());
    };
  }

  private static TaskView task() {
    return new TaskView(
        ID,
        "hello-front-1",
        "hello",
        "front",
        1,
        "node",
        "hello-front",
        "httpd -f",
        TaskState.RUNNING,
        Health.HEALTHY,
        OptionalInt.empty(),
        0,
        THEN,
        Optional.of(THEN),
        Optional.empty(),
        List.of("0.0.0.0:8080->80/tcp"),
        Map.of("hello_default", "10.0.0.2"),
        "");
  }

  private static StackView stack() {
    StackView.ServiceView service =
        new StackView.ServiceView("front", "hello-front", 1, 1, 1, 0, "");
    return new StackView("hello", 1, "running(1)", 1, 1, 1, THEN, THEN, List.of(service));
  }

  private static ApplyResult applied() {
    ApplyResult.Line line =
        new ApplyResult.Line("service", "front", ApplyResult.Action.UPDATED, "image");
    return new ApplyResult("hello", 1, List.of(line));
  }

  private static String line(String path) {
    Progress.Verdict verdict =
        path.startsWith("DELETE ") ? Progress.Verdict.REMOVED : Progress.Verdict.CONVERGED;
    Progress.Replica replica = new Progress.Replica(1, ID, "healthy", "");
    Progress.ServiceProgress service =
        new Progress.ServiceProgress("front", 1, 1, 0, "", List.of(replica));
    Progress end = new Progress("hello", 1, verdict, List.of(service), "", "");
    return Wire.text(Progress.class, end);
  }

  private static String log() {
    return Wire.text(LogLine.class, new LogLine(ID, "front", 1, THEN, "stdout", "hello"));
  }

  private static DaemonInfo info() {
    return new DaemonInfo(
        "1", "node", "host", 1, THEN, "6.1", "amd64", 2, 1, 1, "v2", "/", "/", 1, 1, 1, 1,
        List.of());
  }

  private static ImageView image() {
    return new ImageView(
        "sha256:" + ID, List.of("hello-front"), THEN, 1 << 20, "amd64", List.of("httpd"));
  }

  private static VolumeView volume() {
    return new VolumeView("hello_data", "hello", "node", "/", THEN, Map.of(), List.of());
  }

  /// A frame of output, then exit code 0.
  private static byte[] upgraded() {
    byte[] head = ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: jorch-stream\r\n\r\n");
    return joined(head, new byte[] {16, 0, 0, 0, 1, 'x', 18, 0, 0, 0, 4, 0, 0, 0, 0});
  }

  private static byte[] http(String type, String body) {
    return ascii(
        "HTTP/1.1 200 OK\r\nContent-Type: "
            + type
            + "\r\nTransfer-Encoding: chunked\r\n\r\n"
            + body);
  }

  private static String chunked(String line) {
    return Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n0\r\n\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
