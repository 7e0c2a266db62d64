package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/// What one command did.
record Ran(List<String> words, int code, String out, String err) {
  Ran succeeded() {
    return exited(0);
  }

  Ran exited(int expected) {
    assertEquals(expected, code, this::toString);
    return this;
  }

  Ran says(String part) {
    assertTrue((out + err).contains(part), () -> "no '" + part + "' in what " + this);
    return this;
  }

  @Override
  public String toString() {
    return "`jorch %s` gave (exit code %d):\n%s\n%s"
        .formatted(String.join(" ", words), code, out, err);
  }
}
