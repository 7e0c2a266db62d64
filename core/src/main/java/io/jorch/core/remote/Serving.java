package io.jorch.core.remote;

import io.jorch.core.remote.Frame.Kind;
import io.jorch.core.wire.Wire;
import io.jorch.core.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call, on the serving side: reads what is asked, has the target do it in this thread, and
/// answers.
final class Serving implements Link.Listener {
  private final Signatures signatures;
  private final Object target;
  private final Faults faults;
  private final Pulse pulse;
  private final Worker worker = new Worker();
  private final Inbox calls = new Inbox();
  private final Map<Integer, Inbox> slots = new ConcurrentHashMap<>();
  private final List<FarTerminal> terminals = new ArrayList<>();
  private volatile @Nullable IOException gone;

  Serving(Signatures signatures, Object target, Faults faults, Pulse pulse) {
    this.signatures = signatures;
    this.target = target;
    this.faults = faults;
    this.pulse = pulse;
  }

  void serve(Channel channel) throws IOException {
    try (Link link = new Link(channel, pulse, this)) {
      link.start();
      answer(link);
      terminalsOver();
      worker.done();
      link.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("serving a call was given up");
    } finally {
      terminalsOver();
      worker.done();
    }
  }

  @Override
  public void received(Frame frame) {
    boolean opening = frame.kind() == Kind.CALL || frame.kind() == Kind.ARGUMENT;
    (opening ? calls : inbox(frame.slot())).add(frame);
  }

  private Inbox inbox(int slot) {
    Inbox inbox = slots.computeIfAbsent(slot, each -> new Inbox());
    IOException cause = gone;
    if (cause != null) inbox.end(cause);
    return inbox;
  }

  @Override
  public void ended(IOException cause) {
    gone = cause;
    calls.end(cause);
    slots.values().forEach(each -> each.end(cause));
    try {
      for (FarTerminal each : terminals()) each.awaitHangUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    worker.interrupt();
  }

  private List<FarTerminal> terminals() {
    synchronized (terminals) {
      return List.copyOf(terminals);
    }
  }

  private void terminalsOver() {
    terminals().forEach(FarTerminal::over);
  }

  private void answer(Link link) throws IOException, InterruptedException {
    Signature signature;
    Object[] arguments;
    try {
      signature = signature(Wire.read(Request.class, calls.take().payload()));
      arguments = arguments(link, signature);
    } catch (WireException e) {
      fail(link, new Fault(Fault.UNKNOWN, "", e.getMessage()));
      return;
    }
    invoke(link, signature, arguments);
  }

  private Signature signature(Request request) {
    return signatures
        .find(request.method())
        .filter(found -> request.type().equals(signatures.type().getSimpleName()))
        .filter(found -> request.version() == Request.VERSION)
        .orElseThrow(
            () -> new WireException("it has no " + request.type() + "." + request.method()));
  }

  private Object[] arguments(Link link, Signature signature)
      throws IOException, InterruptedException {
    List<Slot> wanted = signature.slots();
    Object[] arguments = new Object[wanted.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          switch (wanted.get(i)) {
            case Slot.Plain plain -> Wire.readAs(plain.type(), calls.take().payload());
            case Slot.Items items -> sink(link, i, items);
            case Slot.Upload _ -> new ReceivedStream(link, inbox(i), Serving::callerGone, () -> {});
            case Slot.Download _ -> new SentStream(link, Kind.DATA, i);
            case Slot.Dialogue _ -> terminal(link, i);
          };
    }
    return arguments;
  }

  private FarTerminal terminal(Link link, int slot) {
    FarTerminal terminal = new FarTerminal(link, slot, inbox(slot));
    synchronized (terminals) {
      terminals.add(terminal);
    }
    return terminal;
  }

  private static Consumer<Object> sink(Link link, int slot, Slot.Items items) {
    return item -> {
      try {
        link.send(Kind.ITEM, slot, Wire.bytesOf(items.type(), item));
      } catch (IOException e) {
        throw new UncheckedIOException(callerGone(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new InterruptedIOException("sending was given up"));
      }
    };
  }

  private static IOException callerGone(IOException cause) {
    return new IOException("the caller on another node is gone: " + cause.getMessage(), cause);
  }

  private void invoke(Link link, Signature signature, Object[] arguments)
      throws IOException, InterruptedException {
    Object result;
    try {
      result = signature.method().invoke(target, arguments);
    } catch (InvocationTargetException e) {
      failed(link, signature, e.getCause() == null ? e : e.getCause());
      return;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("an interface's method is accessible", e);
    }
    Thread.interrupted(); // the call is done; what is left is to say so
    switch (signature.outcome()) {
      case Outcome.Nothing _ -> link.send(Kind.VALUE, Frame.RESULT, new byte[0]);
      case Outcome.Value value -> value(link, signature, value, result);
      case Outcome.Bytes _ -> stream(link, (InputStream) result);
    }
  }

  private void value(Link link, Signature signature, Outcome.Value value, Object result)
      throws IOException, InterruptedException {
    byte[] bytes;
    try {
      bytes = Wire.bytesOf(value.type(), result);
      if (bytes.length > Frame.LONGEST_VALUE) throw FrameReader.tooLong();
    } catch (IOException | RuntimeException e) {
      failed(link, signature, e);
      return;
    }
    link.send(Kind.VALUE, Frame.RESULT, bytes);
  }

  private static void stream(Link link, InputStream from) throws IOException, InterruptedException {
    try (from) {
      link.send(Kind.STREAM, Frame.RESULT, new byte[0]);
      Pipe.copy(from, new SentStream(link, Kind.DATA, Frame.RESULT));
    }
  }

  private void failed(Link link, Signature signature, Throwable error)
      throws IOException, InterruptedException {
    Thread.interrupted(); // like after success
    if (gone == null) fail(link, faults.of(error, signature.shortName()));
  }

  private static void fail(Link link, Fault fault) throws IOException, InterruptedException {
    link.send(Kind.ERROR, Frame.RESULT, Wire.bytes(Fault.class, fault));
  }
}
