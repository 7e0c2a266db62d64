package io.jorch.cli.command;

import io.jorch.cli.render.TaskRows;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Which tasks `ps` shows. Values of one kind are alternatives; all kinds must hold.
record TaskFilter(
    List<String> services, List<String> states, List<String> names, List<String> healths)
    implements Predicate<TaskView> {
  private static final Set<String> STATES =
      Set.of(
          "pending",
          "preparing",
          "starting",
          "running",
          "complete",
          "failed",
          "rejected",
          "lost",
          "removed");
  private static final Set<String> ENDED =
      Set.of("complete", "failed", "rejected", "lost", "removed");

  static TaskFilter of(List<String> services, List<String> states, List<String> filters) {
    TaskFilter filter =
        new TaskFilter(
            new ArrayList<>(services), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    states.forEach(filter::addState);
    for (String text : filters) {
      int equals = text.indexOf('=');
      filter.add(equals < 0 ? text : text.substring(0, equals), text.substring(equals + 1), text);
    }
    return filter;
  }

  private void add(String key, String value, String whole) {
    switch (key) {
      case "status" -> addState(value);
      case "service" -> services.add(value);
      case "name" -> names.add(value);
      case "health" -> healths.add(value);
      default ->
          throw Failed.usage(
              "cannot filter by '" + whole + "': filters are status=, service=, name= and health=");
    }
  }

  /// Docker's word for an ended container is taken as well.
  private void addState(String word) {
    if (word.equals("exited")) states.addAll(List.of("complete", "failed"));
    else if (STATES.contains(word)) states.add(word);
    else
      throw Failed.usage(
          "there is no state '"
              + word
              + "'; states are "
              + String.join(", ", STATES.stream().sorted().toList()));
  }

  boolean wantsEnded() {
    return states.stream().anyMatch(ENDED::contains);
  }

  @Override
  public boolean test(TaskView task) {
    return holds(services, task.service())
        && holds(states, TaskRows.word(task.state()))
        && holds(healths, task.health().name().toLowerCase(Locale.ROOT))
        && (names.isEmpty() || names.stream().anyMatch(task.name()::contains));
  }

  private static boolean holds(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
