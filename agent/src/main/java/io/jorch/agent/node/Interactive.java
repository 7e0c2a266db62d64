package io.jorch.agent.node;

import io.jorch.agent.container.ExitStatus;
import io.jorch.agent.container.Streams;
import io.jorch.agent.linux.Fd;
import io.jorch.core.node.Terminal;
import io.jorch.core.node.Terminal.Input;
import io.jorch.core.node.Terminal.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program on one side and its caller on the other: bytes, signals and window sizes between them,
/// until the program has ended and everything it wrote has been sent. Threads of their own do the
/// reading, since a read of a pipe holds its thread in the kernel.
final class Interactive {
  private static final Logger LOG = LoggerFactory.getLogger(Interactive.class);
  private static final int SIGHUP = 1;
  private final Terminal caller;
  private final Program program;
  private final List<Thread> readers = new ArrayList<>();

  /// The program's side.
  interface Program {
    CompletableFuture<ExitStatus> exit();

    Optional<Streams> streams();

    Optional<io.jorch.agent.linux.Terminal> terminal();

    void signal(int number) throws IOException;
  }

  Interactive(Terminal caller, Program program) {
    this.caller = caller;
    this.program = program;
  }

  /// Gives the program's exit code.
  int run() throws IOException {
    program.streams().ifPresent(this::readPipes);
    program.terminal().ifPresent(terminal -> read(terminal.master(), Stream.STDOUT));
    caller.onInput(this::input);
    try {
      int code = program.exit().get().code();
      for (Thread reader : readers) reader.join(1000);
      return code;
    } catch (ExecutionException e) {
      throw new IOException("wait for the command: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the command was given up", e);
    }
  }

  private void readPipes(Streams streams) {
    read(streams.stdout(), Stream.STDOUT);
    read(streams.stderr(), Stream.STDERR);
  }

  private void read(Fd from, Stream as) {
    readers.add(Thread.ofPlatform().daemon().name("command-output").start(() -> pump(from, as)));
  }

  private void pump(Fd from, Stream as) {
    byte[] buffer = new byte[16 * 1024];
    try {
      for (int n = from.read(buffer, 0, buffer.length);
          n >= 0;
          n = from.read(buffer, 0, buffer.length)) {
        caller.output(as, buffer, 0, n);
      }
    } catch (IOException e) {
      LOG.debug("output of a command ends: {}", e.getMessage());
    }
  }

  private void input(Input input) {
    try {
      switch (input) {
        case Input.Data data -> write(data.bytes());
        case Input.Eof _ -> endOfInput();
        case Input.Resize size -> {
          if (program.terminal().isPresent()) {
            program.terminal().get().resize(size.rows(), size.columns());
          }
        }
        case Input.Signal signal -> program.signal(signal.number());
        case Input.HangUp _ -> hangUp();
      }
    } catch (IOException e) {
      LOG.debug("input of a command ends: {}", e.getMessage());
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    Optional<Fd> to =
        program
            .terminal()
            .map(io.jorch.agent.linux.Terminal::master)
            .or(() -> program.streams().flatMap(Streams::stdin));
    if (to.isPresent()) to.get().write(copy, 0, copy.length);
  }

  /// A terminal gets its end-of-file character, a pipe ends.
  private void endOfInput() throws IOException {
    if (program.terminal().isPresent()) {
      write(ByteBuffer.wrap(new byte[] {4}));
    } else {
      program.streams().flatMap(Streams::stdin).ifPresent(Fd::close);
    }
  }

  private void hangUp() throws IOException {
    if (program.exit().isDone()) return;
    endOfInput();
    program.signal(SIGHUP);
  }
}
