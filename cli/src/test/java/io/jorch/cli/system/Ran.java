package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/// What one command did.
public record Ran(List<String> words, int code, String out, String err) {
  public Ran succeeded() {
    return exited(0);
  }

  public Ran exited(int expected) {
    assertEquals(expected, code, this::toString);
    return this;
  }

  public Ran says(String part) {
    assertTrue((out + err).contains(part), () -> "no '" + part + "' in what " + this);
    return this;
  }

  @Override
  public String toString() {
    return "`jorch %s` gave (exit code %d):\n%s\n%s"
        .formatted(String.join(" ", words), code, out, err);
  }
}
