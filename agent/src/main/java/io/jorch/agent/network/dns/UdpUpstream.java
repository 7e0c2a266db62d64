package io.jorch.agent.network.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;

/// A question on its way to one server by UDP. The socket is connected: the kernel drops what
/// others send, and tells when nobody listens there.
final class UdpUpstream implements Handler.Expiring {
  private static final int PATIENCE_SECONDS = 2;
  private final Exchange exchange;
  private final DatagramChannel channel;
  private final int id;
  private final long deadline;

  private UdpUpstream(Exchange exchange, DatagramChannel channel) {
    this.exchange = exchange;
    this.channel = channel;
    this.id = exchange.randomId();
    this.deadline = exchange.loop().deadline(PATIENCE_SECONDS);
  }

  static void ask(Exchange exchange, InetSocketAddress server) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.connect(server);
      UdpUpstream attempt = new UdpUpstream(exchange, channel);
      exchange.loop().register(channel, SelectionKey.OP_READ, attempt);
      channel.write(exchange.query().withId(attempt.id));
      exchange.loop().watch(attempt);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void ready() {
    try {
      ByteBuffer packet = ByteBuffer.allocate(65535);
      channel.read(packet);
      Optional<Query> answer = exchange.check(packet.flip(), id);
      if (answer.isEmpty()) return;
      end();
      exchange.answered(answer.get());
    } catch (IOException e) {
      expire();
    }
  }

  @Override
  public long deadline() {
    return deadline;
  }

  @Override
  public void expire() {
    end();
    exchange.next();
  }

  private void end() {
    exchange.loop().unwatch(this);
    Closing.quietly(channel);
  }
}
