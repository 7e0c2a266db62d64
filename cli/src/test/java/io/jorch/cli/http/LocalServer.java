package io.jorch.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real server on a Unix socket; what it says is up to the test, byte by byte.
public final class LocalServer implements AutoCloseable {
  /// Takes part in one connection, after the request's head and body were read.
  public interface Part {
    void play(String request, SocketChannel client) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Path socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private LocalServer(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  public static LocalServer start(Path directory, Part part) throws IOException {
    Path socket = directory.resolve("jorch.sock");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    LocalServer server = new LocalServer(channel, socket);
    Thread thread = new Thread(() -> server.serve(part), "local-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /// Says the same to everyone.
  public static LocalServer saying(Path directory, String answer) throws IOException {
    return start(directory, (request, client) -> write(client, answer));
  }

  public Path socket() {
    return socket;
  }

  /// Heads and bodies, in order of arrival.
  public List<String> requests() {
    return requests;
  }

  private void serve(Part part) {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        String request = request(Channels.newInputStream(client));
        if (request.isEmpty()) continue;
        requests.add(request);
        part.play(request, client);
      } catch (IOException e) {
        // a client that went away, or the end of the test
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) return "";
      text.append((char) b);
    }
    int at = text.indexOf("Content-Length: ");
    if (at >= 0) {
      int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
      text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    } else if (text.indexOf("chunked") >= 0) {
      text.append(new String(new ChunkedBody(in).readAllBytes(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  public static void write(SocketChannel client, String text) throws IOException {
    write(client, text.getBytes(StandardCharsets.UTF_8));
  }

  public static void write(SocketChannel client, byte... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) client.write(buffer);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
