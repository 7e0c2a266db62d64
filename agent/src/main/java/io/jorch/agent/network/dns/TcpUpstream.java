package io.jorch.agent.network.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// A question on its way to one server by TCP.
final class TcpUpstream implements Handler.Expiring {
  private static final int PATIENCE_SECONDS = 4;
  private final Exchange exchange;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Frames frames;
  private final int id;
  private final long deadline;

  private TcpUpstream(Exchange exchange, SocketChannel channel) throws IOException {
    this.exchange = exchange;
    this.channel = channel;
    this.frames = new Frames(channel);
    this.id = exchange.randomId();
    this.deadline = exchange.loop().deadline(PATIENCE_SECONDS);
    this.key = exchange.loop().register(channel, SelectionKey.OP_CONNECT, this);
  }

  static void ask(Exchange exchange, InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      TcpUpstream attempt = new TcpUpstream(exchange, channel);
      attempt.frames.queue(exchange.query().withId(attempt.id));
      if (channel.connect(server)) attempt.key.interestOps(SelectionKey.OP_WRITE);
      exchange.loop().watch(attempt);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void ready() {
    try {
      if (key.isConnectable()) channel.finishConnect();
      if (!frames.flush()) {
        key.interestOps(SelectionKey.OP_WRITE);
        return;
      }
      key.interestOps(SelectionKey.OP_READ);
      Optional<ByteBuffer> packet = frames.read();
      if (packet.isEmpty()) return;
      Optional<Query> answer = exchange.check(packet.get(), id);
      if (answer.isEmpty()) throw new EOFException("the server answered something else");
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
