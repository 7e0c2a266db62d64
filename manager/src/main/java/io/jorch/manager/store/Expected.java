package io.jorch.manager.store;

import java.util.Optional;

/// What a transaction demands of an object before it touches it.
public sealed interface Expected {
  /// Whether what is there now is what was demanded.
  boolean met(Optional<Versioned> actual);

  /// Whatever is there, if anything.
  record Any() implements Expected {
    @Override
    public boolean met(Optional<Versioned> actual) {
      return true;
    }
  }

  /// Nothing is there.
  record Absent() implements Expected {
    @Override
    public boolean met(Optional<Versioned> actual) {
      return actual.isEmpty();
    }
  }

  /// Exactly the version that was read is still there.
  record Exactly(long version) implements Expected {
    @Override
    public boolean met(Optional<Versioned> actual) {
      return actual.isPresent() && actual.get().version() == version;
    }
  }

  static Expected any() {
    return new Any();
  }

  static Expected absent() {
    return new Absent();
  }

  static Expected exactly(long version) {
    return new Exactly(version);
  }

  /// The state that was read: its version, or its absence.
  static Expected asRead(Optional<Versioned> read) {
    return read.<Expected>map(found -> exactly(found.version())).orElseGet(Expected::absent);
  }
}
