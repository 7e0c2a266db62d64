package io.jorch.cli.stack;

import io.jorch.cli.client.Tasks;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns the end of waiting into success or a reason, with the last words of the task that failed.
final class Verdicts {
  private static final int LAST_WORDS = 10;

  private Verdicts() {}

  static void check(Progress end, Tasks tasks, Console console) {
    switch (end.verdict()) {
      case CONVERGED, REMOVED -> {}
      case CONVERGING ->
          throw new Failed("stack '" + end.stack() + "' is still on its way; see `jorch ps`");
      case SUPERSEDED ->
          throw new Failed(
              "another change of stack '"
                  + end.stack()
                  + "' took over before this one (revision "
                  + end.revision()
                  + ") was done; see `jorch ps`");
      case ROLLED_BACK -> {
        lastWords(end.failedTask(), tasks).forEach(console.err()::println);
        throw new Failed(
            "stack '"
                + end.stack()
                + "' was rolled back to revision "
                + end.rolledBackTo().orElse(0)
                + ": "
                + end.problem());
      }
      case FAILED -> {
        lastWords(end.failedTask(), tasks).forEach(console.err()::println);
        throw new Failed("stack '" + end.stack() + "' failed: " + end.problem());
      }
    }
  }

  private static List<String> lastWords(String task, Tasks tasks) {
    List<String> lines = new ArrayList<>();
    if (task.isEmpty()) return lines;
    try {
      tasks.logs(
          new Tasks.LogQuery(
              Optional.empty(),
              List.of(),
              Optional.of(task),
              OptionalInt.of(LAST_WORDS),
              Optional.empty(),
              Optional.empty(),
              false),
          line -> lines.add("  " + line.text()));
    } catch (Failed unreadable) {
      lines.add("  (its log cannot be read: " + unreadable.sentence() + ")");
    }
    if (!lines.isEmpty()) lines.addFirst("last lines of task " + task + ":");
    return lines;
  }
}
