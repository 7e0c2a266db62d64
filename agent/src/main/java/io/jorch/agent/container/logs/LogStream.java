package io.jorch.agent.container.logs;

import java.util.Optional;

/// Where a container wrote to. A terminal's output is all [#STDOUT].
public enum LogStream {
  STDOUT('o'),
  STDERR('e');

  private final char letter;

  LogStream(char letter) {
    this.letter = letter;
  }

  byte letter() {
    return (byte) letter;
  }

  static Optional<LogStream> of(byte letter) {
    for (LogStream stream : values()) if (stream.letter == letter) return Optional.of(stream);
    return Optional.empty();
  }
}
