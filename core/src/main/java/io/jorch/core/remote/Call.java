package io.jorch.core.remote;

import io.jorch.core.node.Terminal;
import io.jorch.core.remote.Frame.Kind;
import io.jorch.core.wire.Wire;
import io.jorch.core.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call, on the caller's side. All that comes back is handed over by the caller's own thread.
final class Call {
  private final Signature signature;
  private final Object[] arguments;
  private final String node;
  private final Faults faults;
  private final Inbox inbox = new Inbox();
  private final List<Thread> feeders = new ArrayList<>();

  Call(Signature signature, Object[] arguments, String node, Faults faults) {
    this.signature = signature;
    this.arguments = arguments;
    this.node = node;
    this.faults = faults;
  }

  @Nullable Object run(Channel channel, Pulse pulse) throws Exception {
    Link link = new Link(channel, pulse, listener());
    link.start();
    boolean open = false;
    try {
      ask(link);
      Frame end = converse(link);
      open = end.kind() == Kind.STREAM;
      return open ? new ReceivedStream(link, inbox, this::lost, link::close) : result(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "waiting for " + signature.shortName() + " on node " + node + " was given up");
    } finally {
      feeders.forEach(Thread::interrupt);
      if (!open) link.close();
    }
  }

  private Link.Listener listener() {
    return new Link.Listener() {
      @Override
      public void received(Frame frame) {
        inbox.add(frame);
      }

      @Override
      public void ended(IOException cause) {
        inbox.end(cause);
      }
    };
  }

  private void ask(Link link) throws IOException, InterruptedException {
    Class<?> type = signature.method().getDeclaringClass();
    Request request = new Request(Request.VERSION, type.getSimpleName(), signature.name());
    send(link, Kind.CALL, 0, Wire.bytes(Request.class, request));
    for (int i = 0; i < arguments.length; i++) {
      if (signature.slots().get(i) instanceof Slot.Plain plain) {
        send(link, Kind.ARGUMENT, i, Wire.bytesOf(plain.type(), arguments[i]));
      }
    }
    for (int i = 0; i < arguments.length; i++) begin(link, i);
  }

  /// A node that refuses the call says so before it closes the stream: the answer counts more than
  /// the failure to send.
  private void send(Link link, Kind kind, int slot, byte[] payload)
      throws IOException, InterruptedException {
    try {
      link.send(kind, slot, payload);
    } catch (IOException e) {
      if (inbox.isEmpty()) throw lost(e);
    }
  }

  private void begin(Link link, int slot) {
    switch (signature.slots().get(slot)) {
      case Slot.Upload _ -> upload(link, slot, (InputStream) arguments[slot]);
      case Slot.Dialogue _ ->
          ((Terminal) arguments[slot]).onInput(input -> TerminalFrames.send(link, slot, input));
      case Slot.Plain _, Slot.Items _, Slot.Download _ -> {}
    }
  }

  private void upload(Link link, int slot, InputStream from) {
    feeders.add(
        Thread.ofVirtual()
            .name("remote-upload")
            .start(
                () -> {
                  try {
                    Pipe.copy(from, new SentStream(link, Kind.DATA, slot));
                  } catch (IOException e) {
                    // the call has ended, which its caller is told
                  }
                }));
  }

  /// Hands over what comes until the call's end comes.
  private Frame converse(Link link) throws Exception {
    while (true) {
      Frame frame = taken();
      switch (frame.kind()) {
        case VALUE, ERROR, STREAM -> {
          return frame;
        }
        default -> handOver(frame);
      }
      link.used(frame);
    }
  }

  private Frame taken() throws IOException, InterruptedException {
    try {
      return inbox.take();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void handOver(Frame frame) throws IOException {
    if (frame.slot() >= arguments.length) throw lost(new IOException("versions differ"));
    Object argument = arguments[frame.slot()];
    switch (signature.slots().get(frame.slot())) {
      case Slot.Items items -> accept(argument, read(items.type(), frame));
      case Slot.Download _ -> write((OutputStream) argument, frame);
      case Slot.Dialogue _ -> TerminalFrames.output((Terminal) argument, frame);
      case Slot.Plain _, Slot.Upload _ -> throw lost(new IOException("versions differ"));
    }
  }

  @SuppressWarnings("unchecked") // the parameter's type says so
  private static void accept(Object consumer, Object item) {
    ((Consumer<Object>) consumer).accept(item);
  }

  private void write(OutputStream to, Frame frame) throws IOException {
    switch (frame.kind()) {
      case DATA -> {
        to.write(frame.payload());
        if (inbox.isEmpty()) to.flush();
      }
      case BROKEN -> throw new IOException(new String(frame.payload(), StandardCharsets.UTF_8));
      default -> to.close();
    }
  }

  private Object read(java.lang.reflect.Type type, Frame frame) throws IOException {
    try {
      return Wire.readAs(type, frame.payload());
    } catch (WireException e) {
      throw new IOException(
          "node "
              + node
              + " answered "
              + signature.shortName()
              + " in a form that is not known here: "
              + e.getMessage()
              + "; make all nodes run the same version of jorch",
          e);
    }
  }

  private @Nullable Object result(Frame end) throws Exception {
    if (end.kind() == Kind.ERROR) {
      Fault fault = (Fault) read(Fault.class, end);
      throw faults.made(fault, node, signature.shortName());
    }
    return switch (signature.outcome()) {
      case Outcome.Nothing _ -> null;
      case Outcome.Value value -> read(value.type(), end);
      case Outcome.Bytes _ -> throw lost(new IOException("versions differ"));
    };
  }

  private IOException lost(IOException cause) {
    return new IOException(
        "the connection to node "
            + node
            + " was lost during "
            + signature.shortName()
            + " ("
            + cause.getMessage()
            + "); what was asked may have been done or not: see with `jorch node ls` whether the"
            + " node is up, then try again",
        cause);
  }
}
