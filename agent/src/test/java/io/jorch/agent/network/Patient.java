package io.jorch.agent.network;

import io.jorch.agent.linux.net.NetNamespace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that speaks when told to.
final class Patient implements AutoCloseable {
  private final ServerSocket server;
  private Socket caller = new Socket();

  private Patient(ServerSocket server) {
    this.server = server;
  }

  static Patient listen(NetNamespace where, int port) throws IOException {
    return new Patient(where.call(() -> new ServerSocket(port)));
  }

  void accept() throws IOException {
    caller = server.accept();
  }

  void say(String text) throws IOException {
    caller.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    caller.close();
    server.close();
  }
}
