package io.jorch.manager.store;

import java.util.Optional;

/// One call to a register, as its client saw it.
///
/// @param invoked when it began, in nanoseconds of one clock for all clients
/// @param returned when it was answered; [#NEVER] when it was not: it may take effect at any time
///     after it began
record Call(long invoked, long returned, Action action, Answer answer) {
  static final long NEVER = Long.MAX_VALUE;

  sealed interface Action {
    record Write(String value) implements Action {}

    /// Takes effect only on what it expects: a value, or nothing.
    record Swap(Optional<String> expected, String value) implements Action {}

    record Read() implements Action {}
  }

  sealed interface Answer {
    record Done() implements Answer {}

    /// Something else was there than a swap expected.
    record Conflict() implements Answer {}

    record Found(Optional<String> value) implements Answer {}

    record Unknown() implements Answer {}
  }

  /// The register after this call took effect, empty when it cannot have had that answer then.
  Optional<Register> on(Register before) {
    return switch (action) {
      case Action.Write write -> Optional.of(new Register(Optional.of(write.value())));
      case Action.Swap swap -> swap(before, swap);
      case Action.Read read ->
          answer instanceof Answer.Found found && !found.value().equals(before.value())
              ? Optional.empty()
              : Optional.of(before);
    };
  }

  private Optional<Register> swap(Register before, Action.Swap swap) {
    boolean matches = before.value().equals(swap.expected());
    Register after = matches ? new Register(Optional.of(swap.value())) : before;
    return switch (answer) {
      case Answer.Done done -> matches ? Optional.of(after) : Optional.empty();
      case Answer.Conflict conflict -> matches ? Optional.empty() : Optional.of(before);
      case Answer.Found found -> throw new IllegalStateException("a swap finds nothing");
      case Answer.Unknown unknown -> Optional.of(after);
    };
  }

  /// What a register holds, empty at first.
  record Register(Optional<String> value) {}
}
