package io.jorch.agent.node;

import io.jorch.agent.container.RunningContainer;
import io.jorch.agent.container.Stdio;
import io.jorch.agent.container.logs.LogStream;
import io.jorch.agent.container.logs.LogTail;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Libc;
import io.jorch.agent.linux.LinuxException;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.node.Terminal;
import io.jorch.core.node.Terminal.Input;
import io.jorch.core.node.Terminal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller who joined a container's main process. Any number may: each gets all output from the
/// log, and what they type goes in together. Their leaving means nothing to the container, so that
/// the end of their input is not the end of its.
final class Guest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
  private static final int PAUSE_MILLIS = 10;
  private final RunningContainer container;
  private final Terminal caller;
  private final Thread thread = Thread.currentThread();
  private final Optional<io.jorch.agent.linux.Terminal> terminal;
  private final Optional<Fd> fifo;
  private volatile boolean gone;

  private Guest(
      RunningContainer container,
      Terminal caller,
      Optional<io.jorch.agent.linux.Terminal> terminal,
      Optional<Fd> fifo) {
    this.container = container;
    this.caller = caller;
    this.terminal = terminal;
    this.fifo = fifo;
  }

  /// @param stdin FIFO that the container reads, when it was started with one
  static Guest of(RunningContainer container, Path stdin, AttachRequest request, Terminal caller)
      throws IOException {
    Optional<io.jorch.agent.linux.Terminal> terminal = Optional.empty();
    Optional<Fd> fifo = Optional.empty();
    switch (container.spec().stdio()) {
      case Stdio.Terminal _ -> terminal = Optional.of(container.openTerminal());
      case Stdio.Logged logged -> {
        if (logged.stdin() && request.stdin()) fifo = Optional.of(writeEnd(stdin));
      }
      case Stdio.Piped _ ->
          throw new IOException("it belongs to whoever started it with `jorch run`");
    }
    Guest guest = new Guest(container, caller, terminal, fifo);
    guest.showUp(request);
    return guest;
  }

  private static Fd writeEnd(Path fifo) throws LinuxException {
    return Fd.open(fifo.toString(), Libc.O_WRONLY | Libc.O_NONBLOCK);
  }

  /// A program draws itself anew when its window changes, and only then: so it is changed twice.
  private void showUp(AttachRequest request) throws LinuxException {
    if (terminal.isEmpty() || request.columns() <= 0 || request.rows() <= 0) return;
    terminal.get().resize(request.rows() + 1, request.columns());
    terminal.get().resize(request.rows(), request.columns());
  }

  /// Passes everything on until the output ends or the caller has left; false for the latter.
  boolean stay(LogTail tail, boolean typing) throws IOException {
    caller.onInput(input -> take(input, typing));
    try {
      tail.read(this::show);
      return !gone;
    } catch (InterruptedException e) {
      if (!gone) Thread.currentThread().interrupt();
      return false;
    }
  }

  private void show(LogStream stream, byte[] bytes) throws IOException {
    caller.output(
        stream == LogStream.STDERR ? Stream.STDERR : Stream.STDOUT, bytes, 0, bytes.length);
  }

  private void take(Input input, boolean typing) {
    try {
      switch (input) {
        case Input.Data data -> {
          if (typing) write(data.bytes());
        }
        case Input.Eof _ -> {
          // others may go on typing, and this one goes on reading
        }
        case Input.Resize size -> {
          if (terminal.isPresent()) terminal.get().resize(size.rows(), size.columns());
        }
        case Input.Signal signal -> container.signal(signal.number());
        case Input.HangUp _ -> leave();
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("input of an attached container ends: {}", e.getMessage());
    }
  }

  private void leave() {
    gone = true;
    thread.interrupt();
  }

  /// A program that does not read keeps its caller waiting, and nobody else.
  private void write(ByteBuffer bytes) throws IOException {
    Optional<Fd> to = terminal.map(io.jorch.agent.linux.Terminal::master).or(() -> fifo);
    if (to.isEmpty()) return;
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    int done = 0;
    while (done < all.length && !gone && !container.exit().isDone()) {
      int count = to.get().writeSome(all, done, all.length - done);
      done += count;
      if (count == 0) pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a container was not reading", e);
    }
  }

  @Override
  public void close() {
    gone = true;
    fifo.ifPresent(Fd::close);
    terminal.ifPresent(io.jorch.agent.linux.Terminal::close);
  }
}
