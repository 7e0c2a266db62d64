package io.jorch.cli.rehearsal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Answers every request on a Unix socket as [MadeUpStack] says, one at a time.
final class MadeUpDaemon implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path socket;

  private MadeUpDaemon(ServerSocketChannel server, Path socket) {
    this.server = server;
    this.socket = socket;
  }

  static MadeUpDaemon listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    MadeUpDaemon daemon = new MadeUpDaemon(server, socket);
    Thread thread = new Thread(daemon::serve, "made-up-daemon");
    thread.setDaemon(true);
    thread.start();
    return daemon;
  }

  Path socket() {
    return socket;
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        String request = request(client);
        if (request.isEmpty()) continue;
        write(client, MadeUpStack.answer(request.substring(0, request.indexOf(" HTTP/"))));
      } catch (IOException e) {
        // the client has what it wanted, or the rehearsal is over
      }
    }
  }

  /// The head, and a body that came with it or follows.
  private static String request(SocketChannel client) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (!complete(text)) {
      if (client.read(buffer.clear()) < 0) return "";
      text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
    }
    return text.toString();
  }

  private static boolean complete(StringBuilder text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) return false;
    int at = text.indexOf("Content-Length: ");
    if (at < 0 || at > end) return true;
    int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
    return text.length() >= end + 4 + length;
  }

  private static void write(SocketChannel client, byte[] answer) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(answer);
    while (bytes.hasRemaining()) client.write(bytes);
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
