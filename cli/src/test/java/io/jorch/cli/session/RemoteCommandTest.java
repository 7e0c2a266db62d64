package io.jorch.cli.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.client.Tasks;
import io.jorch.cli.http.LocalServer;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.Size;
import io.jorch.core.api.ExecRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteCommandTest {
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: jorch-stream\r\n\r\n";

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int exec(LocalServer server, String stdin) {
    byte[] input = stdin.getBytes(StandardCharsets.UTF_8);
    RemoteCommand session =
        new RemoteCommand(false, Optional.of(new ByteArrayInputStream(input)), out, err);
    ExecRequest request =
        new ExecRequest(
            List.of("cat"),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            false,
            80,
            24);
    return new Tasks(new Daemon(server.socket())).exec("abc", request, session);
  }

  private static void frame(SocketChannel client, int type, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(5 + payload.length);
    LocalServer.write(client, frame.put((byte) type).putInt(payload.length).put(payload).array());
  }

  /// Reads stdin frames to their end, and gives all bytes.
  private static byte[] stdin(SocketChannel client) throws IOException {
    DataInputStream in = new DataInputStream(Channels.newInputStream(client));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int type = in.read(); type == RemoteCommand.STDIN; type = in.read()) {
      int length = in.readInt();
      bytes.write(in.readNBytes(length));
    }
    return bytes.toByteArray();
  }

  @Test
  void carriesInputOutputAndTheExitCode() throws IOException {
    String text = "a line\n".repeat(20_000);
    LocalServer.Part cat =
        (request, client) -> {
          LocalServer.write(client, SWITCH);
          byte[] got = stdin(client);
          for (int at = 0; at < got.length; at += 60_000)
            frame(
                client,
                16,
                java.util.Arrays.copyOfRange(got, at, Math.min(got.length, at + 60_000)));
          frame(client, 17, "warned".getBytes(StandardCharsets.UTF_8));
          frame(client, 18, new byte[] {0, 0, 0, 42});
        };
    try (LocalServer server = LocalServer.start(directory, cat)) {
      assertEquals(42, exec(server, text));
      assertEquals(text, out.toString(StandardCharsets.UTF_8));
      assertEquals("warned", err.toString(StandardCharsets.UTF_8));
      String head = server.requests().getFirst();
      assertEquals("GET /v1/tasks/abc/exec HTTP/1.1", head.lines().findFirst().orElse(""));
      assertEquals(true, head.contains("Connection: Upgrade\r\nUpgrade: jorch-stream\r\n"));
    }
  }

  @Test
  void passesOnWhyACommandCouldNotRun() throws IOException {
    LocalServer.Part missing =
        (request, client) -> {
          LocalServer.write(client, SWITCH);
          byte[] sentence = "no such program: cat".getBytes(StandardCharsets.UTF_8);
          frame(
              client,
              19,
              ByteBuffer.allocate(1 + sentence.length).put((byte) 127).put(sentence).array());
        };
    try (LocalServer server = LocalServer.start(directory, missing)) {
      Failed failed = assertThrows(Failed.class, () -> exec(server, ""));
      assertEquals(127, failed.exitCode());
      assertEquals("no such program: cat", failed.sentence());
    }
  }

  @Test
  void reportsARefusalBeforeTheSwitch() throws IOException {
    String said =
        String.join(
            "\r\n",
            "HTTP/1.1 409 Conflict",
            "Content-Type: application/json",
            "Content-Length: 25",
            "",
            "{\"error\":\"it has ended\"}\n");
    try (LocalServer server = LocalServer.saying(directory, said)) {
      Failed failed = assertThrows(Failed.class, () -> exec(server, ""));
      assertEquals("it has ended", failed.sentence());
    }
  }

  @Test
  void doesNotTakeALostConnectionForSuccess() throws IOException {
    LocalServer.Part dying =
        (request, client) -> {
          LocalServer.write(client, SWITCH);
          frame(client, 16, (byte) 'x');
        };
    try (LocalServer server = LocalServer.start(directory, dying)) {
      Failed failed = assertThrows(Failed.class, () -> exec(server, ""));
      assertEquals(1, failed.exitCode());
    }
  }

  @Test
  void writesASizeAsColumnsThenRows() {
    assertArrayEquals(new byte[] {0, (byte) 200, 1, 0}, RemoteCommand.resize(new Size(200, 256)));
  }
}
