package io.jorch.agent.network.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// One connection of a container's client; several questions may follow each other (RFC 7766).
/// While an answer cannot be written, no further question is read.
final class TcpConversation implements Handler.Expiring, Reply {
  private static final int IDLE_SECONDS = 10;
  private final SocketChannel channel;
  private final Client client;
  private final Answering answering;
  private final DnsLoop loop;
  private final Frames frames;
  private final SelectionKey key;
  private long deadline;
  private boolean over;

  private TcpConversation(SocketChannel channel, Client client, Answering answering, DnsLoop loop)
      throws IOException {
    this.channel = channel;
    this.client = client;
    this.answering = answering;
    this.loop = loop;
    this.frames = new Frames(channel);
    this.deadline = loop.deadline(IDLE_SECONDS);
    this.key = loop.register(channel, SelectionKey.OP_READ, this);
  }

  static void start(SocketChannel channel, Client client, Answering answering, DnsLoop loop) {
    try {
      loop.watch(new TcpConversation(channel, client, answering, loop));
    } catch (IOException e) {
      client.endConnection();
      Closing.quietly(channel);
    }
  }

  @Override
  public void ready() {
    try {
      deadline = loop.deadline(IDLE_SECONDS);
      if (!flush()) return;
      Optional<ByteBuffer> question = frames.read();
      if (question.isPresent()) answering.handle(question.get(), client, this);
    } catch (IOException e) {
      expire();
    }
  }

  private boolean flush() throws IOException {
    boolean done = frames.flush();
    key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
    return done;
  }

  @Override
  public void send(ByteBuffer answer) {
    if (over) return;
    try {
      frames.queue(answer);
      flush();
    } catch (IOException e) {
      expire();
    }
  }

  @Override
  public boolean byTcp() {
    return true;
  }

  @Override
  public long deadline() {
    return deadline;
  }

  @Override
  public void expire() {
    if (over) return;
    over = true;
    loop.unwatch(this);
    client.endConnection();
    Closing.quietly(channel);
  }
}
