package io.jorch.core.compose;

import io.jorch.core.model.StackSpec;
import java.util.List;

/// What came of reading a stack's files.
public sealed interface LoadResult {
  /// In the order of files, lines and columns.
  List<Problem> warnings();

  /// Everything was understood.
  record Loaded(StackSpec stack, List<Problem> warnings) implements LoadResult {}

  /// Every problem of every file, in the order of files, lines and columns; at least one.
  record Broken(List<Problem> problems, List<Problem> warnings) implements LoadResult {}
}
