package io.jorch.cli.stack;

import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.core.compose.ComposeLoader;
import io.jorch.core.compose.LoadResult;
import io.jorch.core.model.StackSpec;

/// Reads a stack's files; what is wrong with them goes to stderr, a line each.
public final class StackFiles {
  private StackFiles() {}

  public static StackSpec load(StackChoice choice, Console console) {
    LoadResult result = ComposeLoader.load(choice.request());
    result.warnings().forEach(warning -> console.err().println("warning: " + warning));
    return switch (result) {
      case LoadResult.Loaded loaded -> loaded.stack();
      case LoadResult.Broken broken -> {
        broken.problems().forEach(console.err()::println);
        throw new Failed("");
      }
    };
  }
}
