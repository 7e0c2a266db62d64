package io.jorch.manager.store;

import io.jorch.core.model.StackRevision;
import java.util.OptionalLong;

/// What became of a proposed revision of a stack.
public sealed interface Accepted {
  /// It is durable and current, with its number and its networks' subnets filled in.
  record Stored(StackRevision revision) implements Accepted {}

  /// It says what the current revision says already: nothing was written.
  record Unchanged(StackRevision current) implements Accepted {}

  /// Someone else changed the stack since it was read.
  ///
  /// @param current the revision that is there now, empty when the stack is gone
  record Overtaken(OptionalLong current) implements Accepted {}

  /// It cannot be stored as it is, for the reason given as a sentence.
  record Refused(String reason) implements Accepted {}
}
