package io.jorch.agent.linux.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A netlink socket (netlink(7)). It speaks for the network namespace of the thread that opened it,
/// whatever thread uses it later. Safe for several threads: a call holds the socket until its
/// answers are in.
public final class NetlinkSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int ROUTE = 0;
  private static final int NETFILTER = 12;
  private static final int SOL_NETLINK = 270;
  private static final int CAP_ACK = 10;
  private static final int EXT_ACK = 11;
  private static final int BUFFER = 64 * 1024;

  /// Half of it, so that even if all of a batch fails the answers fit into the socket.
  private static final int BATCH = BUFFER / 2;

  private static final int NOOP = 1;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int DUMP_INTERRUPTED = 0x10;
  private static final int ACK_TLVS = 0x200;
  private static final int HEADER = 16;
  private static final int ERROR_TEXT = 1;

  private final int fd;
  private final Memory out = new Memory(BUFFER);
  private final Memory in = new Memory(BUFFER);
  private int sequence;
  private boolean closed;

  private NetlinkSocket(int fd) {
    this.fd = fd;
  }

  /// For links, addresses, routes and neighbours.
  public static NetlinkSocket route() throws LinuxException {
    return open(ROUTE);
  }

  /// For conntrack.
  public static NetlinkSocket netfilter() throws LinuxException {
    return open(NETFILTER);
  }

  private static NetlinkSocket open(int protocol) throws LinuxException {
    int fd =
        Libc.check(
            "open a netlink socket",
            () -> Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
    try (Memory on = new Memory(4)) {
      on.setInt(0, 1);
      Libc.setsockopt(fd, SOL_NETLINK, CAP_ACK, on, 4);
      Libc.setsockopt(fd, SOL_NETLINK, EXT_ACK, on, 4);
    }
    return new NetlinkSocket(fd);
  }

  /// Sends the requests together; the kernel takes them in order and does not stop at a failure.
  /// Throws the first failure: what came before it is done, what came after it may be.
  public void run(List<NetlinkRequest> batch) throws LinuxException {
    int begin = 0;
    int size = 0;
    for (int i = 0; i < batch.size(); i++) {
      int length = batch.get(i).message().length;
      if (size + length > BATCH) {
        exchange(batch.subList(begin, i));
        begin = i;
        size = 0;
      }
      size += length;
    }
    if (begin < batch.size()) exchange(batch.subList(begin, batch.size()));
  }

  public void run(NetlinkRequest request) throws LinuxException {
    run(List.of(request));
  }

  /// The parts of the answers (behind the netlink header) to one question or dump.
  public List<ByteBuffer> ask(NetlinkRequest question) throws LinuxException {
    while (true) {
      Answers answers = exchange(List.of(question));
      if (!answers.interrupted) return answers.payloads;
    }
  }

  private static final class Answers {
    final List<ByteBuffer> payloads = new ArrayList<>();
    @Nullable LinuxException failure;
    boolean interrupted;
    boolean complete;
  }

  private synchronized Answers exchange(List<NetlinkRequest> batch) throws LinuxException {
    if (closed) throw new LinuxException("use a closed netlink socket for " + batch, Errno.EINVAL);
    int first = sequence + 1;
    int length = write(batch);
    transfer("send " + batch, () -> Libc.send(fd, out, new NativeLong(length), 0));
    Answers answers = new Answers();
    while (!answers.complete) receive(batch, first, answers);
    if (answers.failure != null) throw answers.failure;
    return answers;
  }

  /// Only the last message asks for an acknowledgement: the kernel reports failures unasked and in
  /// order.
  private int write(List<NetlinkRequest> batch) {
    ByteBuffer buffer = out.getByteBuffer(0, BUFFER).order(ByteOrder.nativeOrder());
    for (int i = 0; i < batch.size(); i++) {
      byte[] message = batch.get(i).message();
      int start = buffer.position();
      buffer.put(message);
      buffer.putInt(start + 8, ++sequence);
      if (i == batch.size() - 1) {
        buffer.putShort(start + 6, (short) (buffer.getShort(start + 6) | MessageWriter.ACK));
      }
    }
    return buffer.position();
  }

  private void receive(List<NetlinkRequest> batch, int first, Answers answers)
      throws LinuxException {
    int got =
        transfer(
            "receive the answer to " + batch, () -> Libc.recv(fd, in, new NativeLong(BUFFER), 0));
    ByteBuffer buffer = in.getByteBuffer(0, got).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at + HEADER <= got) {
      int length = Math.min(buffer.getInt(at), got - at);
      if (length < HEADER) return;
      int index = buffer.getInt(at + 8) - first;
      if (index >= 0 && index < batch.size()) take(batch, index, buffer.slice(at, length), answers);
      at += length + 3 & ~3;
    }
  }

  private static void take(
      List<NetlinkRequest> batch, int index, ByteBuffer slice, Answers answers) {
    ByteBuffer message = slice.order(ByteOrder.nativeOrder());
    int type = message.getShort(4);
    int flags = message.getShort(6);
    if ((flags & DUMP_INTERRUPTED) != 0) answers.interrupted = true;
    boolean last = index == batch.size() - 1;
    if (type == ERROR) {
      if (message.getInt(HEADER) != 0 && answers.failure == null)
        answers.failure = failure(batch.get(index), message, flags);
      if (last) answers.complete = true;
    } else if (type == DONE) {
      answers.complete = true;
    } else if (type != NOOP) {
      ByteBuffer copy =
          ByteBuffer.allocate(message.capacity() - HEADER).order(ByteOrder.nativeOrder());
      answers.payloads.add(copy.put(message.position(HEADER)).flip());
    }
  }

  private static LinuxException failure(NetlinkRequest request, ByteBuffer message, int flags) {
    int errno = -message.getInt(HEADER);
    String words = "";
    if ((flags & ACK_TLVS) != 0 && message.capacity() > 2 * HEADER + 4) {
      Attributes details = new Attributes(message.position(2 * HEADER + 4));
      words = details.text(ERROR_TEXT).map(text -> " (kernel: " + text + ")").orElse("");
    }
    return new LinuxException(request.what() + words, errno);
  }

  @FunctionalInterface
  private interface Transfer {
    NativeLong run();
  }

  private static int transfer(String what, Transfer call) throws LinuxException {
    while (true) {
      try {
        return call.run().intValue();
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) throw new LinuxException(what, e.getErrorCode());
      }
    }
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Libc.close(fd);
    out.close();
    in.close();
  }
}
