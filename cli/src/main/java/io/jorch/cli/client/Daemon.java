package io.jorch.cli.client;

import io.jorch.cli.http.BrokenOff;
import io.jorch.cli.http.Connection;
import io.jorch.cli.http.Frames;
import io.jorch.cli.http.Request;
import io.jorch.cli.http.Response;
import io.jorch.cli.term.Failed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The daemon behind a Unix socket. Every call opens a connection of its own: on this kind of
/// socket that costs less than keeping one in order.
public final class Daemon {
  private final Path socket;

  public Daemon(Path socket) {
    this.socket = socket;
  }

  public Path socket() {
    return socket;
  }

  /// Whether something accepts connections there.
  public boolean answers() {
    try (Connection connection = Connection.open(socket)) {
      return connection != null;
    } catch (IOException e) {
      return false;
    }
  }

  /// The whole body of a successful answer.
  public byte[] bytes(Request request) {
    try (Connection connection = connect()) {
      return accepted(connection.send(request)).body().readAllBytes();
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  /// The body, or empty when there is no such object (404).
  public Optional<byte[]> find(Request request) {
    try (Connection connection = connect()) {
      Response response = connection.send(request);
      if (response instanceof Response.Answer answer && answer.status() == 404)
        return Optional.empty();
      return Optional.of(accepted(response).body().readAllBytes());
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  public <T> T get(String target, Class<T> type) {
    return Json.read(bytes(Request.of("GET", target)), type);
  }

  public <T> List<T> list(String target, Class<T> element) {
    return Json.list(bytes(Request.of("GET", target)), element);
  }

  public <T> T call(String method, String target, Record body, Class<T> type) {
    Request request = Request.of(method, target).with(Request.Body.json(Json.write(body)));
    return Json.read(bytes(request), type);
  }

  /// Hands over a stream's lines as they come, until it ends or `sink` has had enough and answers
  /// false.
  public void lines(Request request, Predicate<String> sink) {
    try (Connection connection = connect()) {
      Response.Answer answer = accepted(connection.send(request));
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) continue;
        if (line.startsWith("{\"error\":")) throw new Failed(Json.failure(line));
        if (!sink.test(line)) return;
      }
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  public <T> void stream(Request request, Class<T> element, Predicate<T> sink) {
    lines(request, line -> sink.test(Json.read(line, element)));
  }

  /// What is done with a body that comes.
  @FunctionalInterface
  public interface Reader {
    void read(InputStream body) throws IOException;
  }

  /// Hands over the body of a successful answer as it comes.
  public void download(Request request, Reader reader) {
    try (Connection connection = connect()) {
      reader.read(accepted(connection.send(request)).body());
    } catch (BrokenOff e) {
      throw new Failed(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  /// Opens a two-way stream and gives its frames to `session`, whose answer it passes on.
  public int upgrade(String target, Record body, Session session) {
    Request request =
        Request.of("GET", target)
            .with(Request.Body.json(Json.write(body)))
            .upgrading("jorch-stream");
    try (Connection connection = connect()) {
      return switch (connection.send(request)) {
        case Response.Upgraded upgraded -> session.run(upgraded.frames());
        case Response.Answer answer -> throw refusal(answer);
      };
    } catch (IOException e) {
      throw broken(request, e);
    }
  }

  /// What goes on over an upgraded connection.
  public interface Session {
    int run(Frames frames) throws IOException;
  }

  private Connection connect() {
    try {
      return Connection.open(socket);
    } catch (IOException e) {
      throw new NoDaemon(whyNot(e), e);
    }
  }

  private String whyNot(IOException e) {
    boolean denied =
        e instanceof AccessDeniedException
            || String.valueOf(e.getMessage()).contains("Permission denied")
            || (Files.exists(socket) && !Files.isWritable(socket));
    if (denied)
      return "may not connect to the daemon at "
          + socket
          + ": run this as root, or as a member of the group jorch";
    return "no daemon answers at " + socket + ": start one with `jorch up` or `jorch daemon`";
  }

  private Failed broken(Request request, IOException e) {
    return new Failed(
        "the connection to the daemon at "
            + socket
            + " broke during "
            + request.method()
            + " "
            + request.target()
            + ": "
            + e.getMessage()
            + "; if it happens again, look at daemon.log in its state directory",
        e);
  }

  /// Not a pattern switch: linking one at run time takes longer than the whole call.
  private static Response.Answer accepted(Response response) throws IOException {
    if (!(response instanceof Response.Answer answer))
      throw new IOException("the daemon switched protocols unasked");
    if (!answer.ok()) throw refusal(answer);
    return answer;
  }

  private static Failed refusal(Response.Answer answer) throws IOException {
    String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    String sentence =
        answer.contentType().startsWith("application/json") ? Json.failure(text) : text;
    return new Refused(
        answer.status(),
        sentence.isBlank()
            ? "the daemon answered with status " + answer.status()
            : sentence.strip());
  }
}
