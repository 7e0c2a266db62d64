package io.jorch.core.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// The caller's side of an interactive command: what the process writes goes out, what the caller
/// does comes in.
public interface Terminal {
  /// Sends output of the process; blocks while the caller is slow, throws when it is gone.
  void output(Stream stream, byte[] bytes, int offset, int length) throws IOException;

  /// Registers who takes what comes from the caller, once, before the process starts. Calls come in
  /// order from one thread at a time and may block.
  void onInput(Consumer<Input> handler);

  /// Where output belongs; a process with a terminal only has `STDOUT`.
  enum Stream {
    STDOUT,
    STDERR
  }

  /// What the caller does.
  sealed interface Input {
    /// Bytes for standard input.
    record Data(ByteBuffer bytes) implements Input {}

    /// End of standard input.
    record Eof() implements Input {}

    record Resize(int columns, int rows) implements Input {}

    /// A signal by number, such as 2 for SIGINT.
    record Signal(int number) implements Input {}

    /// The caller is gone.
    record HangUp() implements Input {}
  }
}
