package io.jorch.agent.container.logs;

import java.util.Optional;

/// What a record is of its line.
enum Mark {
  WHOLE('|', true, true),
  BEGIN('<', true, false),
  MORE('-', false, false),
  END('>', false, true);

  private final char letter;
  private final boolean begins;
  private final boolean ends;

  Mark(char letter, boolean begins, boolean ends) {
    this.letter = letter;
    this.begins = begins;
    this.ends = ends;
  }

  static Mark of(boolean begins, boolean ends) {
    if (begins) return ends ? WHOLE : BEGIN;
    return ends ? END : MORE;
  }

  static Optional<Mark> of(byte letter) {
    for (Mark mark : values()) if (mark.letter == letter) return Optional.of(mark);
    return Optional.empty();
  }

  byte letter() {
    return (byte) letter;
  }

  boolean begins() {
    return begins;
  }

  boolean ends() {
    return ends;
  }
}
