package io.jorch.cli.system;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Commands that read standard input.
final class Typing {
  private Typing() {}

  static Ran of(String input, Supplier<Ran> command) {
    return of(input.getBytes(StandardCharsets.UTF_8), command);
  }

  static Ran of(byte[] input, Supplier<Ran> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }
}
