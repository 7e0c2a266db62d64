package io.jorch.agent.network.dns;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Connections of one container's clients.
final class TcpListener implements Handler {
  private static final Logger LOG = System.getLogger(TcpListener.class.getName());
  private final ServerSocketChannel channel;
  private final Client client;
  private final Answering answering;
  private final DnsLoop loop;

  TcpListener(Client client, Answering answering, DnsLoop loop) {
    this.channel = client.sockets().tcp();
    this.client = client;
    this.answering = answering;
    this.loop = loop;
  }

  @Override
  public void ready() {
    try {
      SocketChannel accepted = channel.accept();
      if (accepted == null) return;
      if (client.startConnection()) TcpConversation.start(accepted, client, answering, loop);
      else accepted.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "accept a DNS connection: {0}", e.getMessage());
    }
  }
}
