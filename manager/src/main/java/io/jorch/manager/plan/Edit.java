package io.jorch.manager.plan;

import io.jorch.core.model.StackSpec;

/// What became of a request to change a stack.
public sealed interface Edit {
  /// The stack as it should become.
  ///
  /// @param spec equal to what was there when the request changes nothing: no new revision then
  record Edited(StackSpec spec) implements Edit {}

  /// The request cannot be met.
  ///
  /// @param reason one sentence for people
  record Refused(String reason) implements Edit {}
}
