package io.jorch.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One connection to a server on a Unix socket, good for one request.
public final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;

  private Connection(SocketChannel channel) {
    this.channel = channel;
    this.in = new SocketStream(channel);
  }

  /// Fails with an [IOException] when nobody listens there or the caller may not.
  public static Connection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Connection(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Sends a request and reads the answer's head; its body is read by the caller, and ends with the
  /// connection.
  public Response send(Request request) throws IOException {
    write(ByteBuffer.wrap(request.head()));
    Head head = bodyThenHead(request);
    while (head.status() == 100) head = Head.read(in);
    if (head.status() == 101) return new Response.Upgraded(new Frames(in, this::write));
    return new Response.Answer(
        head.status(), head.header("Content-Type").orElse(""), head.body(in));
  }

  /// A server may refuse before it has read the whole body, and say why: its answer counts then.
  private Head bodyThenHead(Request request) throws IOException {
    try {
      if (request.body().isPresent()) writeBody(request.body().get());
    } catch (IOException e) {
      try {
        return Head.read(in);
      } catch (IOException unanswered) {
        throw e;
      }
    }
    return Head.read(in);
  }

  private void writeBody(Request.Body body) throws IOException {
    byte[] block = new byte[32 * 1024];
    boolean chunked = body.length() < 0;
    for (int n = body.bytes().read(block); n >= 0; n = body.bytes().read(block)) {
      if (n == 0) continue;
      if (chunked) write(ascii(Integer.toHexString(n) + "\r\n"));
      write(ByteBuffer.wrap(block, 0, n));
      if (chunked) write(ascii("\r\n"));
    }
    if (chunked) write(ascii("0\r\n\r\n"));
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  /// May be called from any thread; ends a read that blocks.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
