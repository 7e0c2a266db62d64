package io.jorch.agent.network.dns;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// Questions of one container by UDP.
final class UdpListener implements Handler {
  private static final Logger LOG = System.getLogger(UdpListener.class.getName());

  /// So that a flood from one container leaves room for the others.
  private static final int MOST_AT_ONCE = 32;

  private final DatagramChannel channel;
  private final Client client;
  private final Answering answering;
  private final ByteBuffer buffer;

  /// `buffer` is shared by all listeners of the loop.
  UdpListener(Client client, Answering answering, ByteBuffer buffer) {
    this.channel = client.sockets().udp();
    this.client = client;
    this.answering = answering;
    this.buffer = buffer;
  }

  @Override
  public void ready() {
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      try {
        SocketAddress from = channel.receive(buffer.clear());
        if (from == null) return;
        answering.handle(buffer.flip(), client, new ToSender(channel, from));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "receive a DNS question: {0}", e.getMessage());
        return;
      }
    }
  }

  private record ToSender(DatagramChannel channel, SocketAddress to) implements Reply {
    @Override
    public void send(ByteBuffer answer) {
      try {
        if (channel.isOpen()) channel.send(answer, to);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "send a DNS answer: {0}", e.getMessage());
      }
    }

    @Override
    public boolean byTcp() {
      return false;
    }
  }
}
