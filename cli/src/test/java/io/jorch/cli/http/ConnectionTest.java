package io.jorch.cli.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir Path directory;

  private static Response.Answer ask(LocalServer server, Request request) throws IOException {
    return assertInstanceOf(Response.Answer.class, Connection.open(server.socket()).send(request));
  }

  private static String text(Response.Answer answer) throws IOException {
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void readsAnAnswerOfKnownLength() throws IOException {
    String said = "HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nContent-Length: 5\r\n\r\nhello more";
    try (LocalServer server = LocalServer.saying(directory, said)) {
      Response.Answer answer = ask(server, Request.of("GET", "/a?b=c"));
      assertEquals(200, answer.status());
      assertEquals("text/x", answer.contentType());
      assertEquals("hello", text(answer));
      assertEquals(
          "GET /a?b=c HTTP/1.1\r\nHost: jorch\r\nConnection: close\r\n\r\n",
          server.requests().getFirst());
    }
  }

  @Test
  void readsToTheEndWithoutALength() throws IOException {
    try (LocalServer server = LocalServer.saying(directory, "HTTP/1.1 500 Oops\r\n\r\nwhy")) {
      Response.Answer answer = ask(server, Request.of("GET", "/"));
      assertEquals(500, answer.status());
      assertEquals("why", text(answer));
    }
  }

  @Test
  void skipsInterimAnswers() throws IOException {
    String said = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
    try (LocalServer server = LocalServer.saying(directory, said)) {
      Response.Answer answer = ask(server, Request.of("DELETE", "/"));
      assertEquals(204, answer.status());
      assertEquals("", text(answer));
    }
  }

  @Test
  void sendsABodyOfUnknownLengthInChunks() throws IOException {
    byte[] large = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.of("POST", "/load")
            .with(new Request.Body("application/x-tar", new ByteArrayInputStream(large), -1));
    String said = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (LocalServer server = LocalServer.saying(directory, said)) {
      assertEquals(200, ask(server, request).status());
      String got = server.requests().getFirst();
      assertTrue(got.contains("Transfer-Encoding: chunked"), got.substring(0, 200));
      assertTrue(got.endsWith("\r\n\r\n" + "x".repeat(100_000)));
    }
  }

  @Test
  void saysThatAnAnswerWasCut() throws IOException {
    String said = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello";
    try (LocalServer server = LocalServer.saying(directory, said)) {
      Response.Answer answer = ask(server, Request.of("GET", "/"));
      EOFException e = assertThrows(EOFException.class, () -> text(answer));
      assertEquals("the connection ended 45 bytes before the end of an answer", e.getMessage());
    }
  }

  @Test
  void refusesWhatIsNotHttp() throws IOException {
    try (LocalServer server = LocalServer.saying(directory, "SSH-2.0-x\r\n\r\n")) {
      assertThrows(ProtocolException.class, () -> ask(server, Request.of("GET", "/")));
    }
  }

  @Test
  void failsWhereNobodyListens() {
    assertThrows(IOException.class, () -> Connection.open(directory.resolve("nobody.sock")));
  }
}
