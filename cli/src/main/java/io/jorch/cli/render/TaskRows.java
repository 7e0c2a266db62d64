package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.Health;
import io.jorch.core.model.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The table of `jorch ps`.
public final class TaskRows {
  private TaskRows() {}

  /// Heading and a line a task. Reasons may be long, so that the status comes last.
  ///
  /// @param whole ids in full, and what a line of usual width has no room for
  public static List<String> of(List<TaskView> tasks, Instant now, Palette palette, boolean whole) {
    return whole ? wide(tasks, now, palette) : usual(tasks, now, palette);
  }

  private static List<String> usual(List<TaskView> tasks, Instant now, Palette palette) {
    Table table = new Table("ID", "NAME", "NODE", "IMAGE", "PORTS", "STATUS");
    for (TaskView task : tasks)
      table.row(
          shortId(task.id()),
          task.name(),
          task.node(),
          task.image(),
          String.join(", ", task.ports()),
          paint(task, status(task, now), palette));
    return table.lines();
  }

  private static List<String> wide(List<TaskView> tasks, Instant now, Palette palette) {
    Table table =
        new Table(
            "ID", "NAME", "NODE", "IMAGE", "COMMAND", "SERVICE", "CREATED", "PORTS", "STATUS");
    for (TaskView task : tasks)
      table.row(
          task.id(),
          task.name(),
          task.node(),
          task.image(),
          task.command().replaceAll("\\s+", " "),
          task.service(),
          Ages.ago(task.createdAt(), now),
          String.join(", ", task.ports()),
          paint(task, status(task, now), palette));
    return table.lines();
  }

  public static String shortId(String id) {
    String hex = id.startsWith("sha256:") ? id.substring(7) : id;
    return hex.length() > 12 ? hex.substring(0, 12) : hex;
  }

  /// Such as `up 3 minutes (healthy)` or `failed (137) 2 seconds ago: killed by the OOM killer`.
  static String status(TaskView task, Instant now) {
    if (task.state() == TaskState.RUNNING) return running(task, now);
    StringBuilder text = new StringBuilder(word(task.state()));
    if (task.exitCode().isPresent())
      text.append(" (").append(task.exitCode().getAsInt()).append(')');
    task.finishedAt().ifPresent(end -> text.append(' ').append(Ages.ago(end, now)));
    if (!task.error().isEmpty()) text.append(": ").append(task.error());
    return text.toString();
  }

  private static String running(TaskView task, Instant now) {
    String since =
        task.startedAt()
            .map(start -> "up " + Ages.span(java.time.Duration.between(start, now)))
            .orElse("up");
    String health =
        task.health() == Health.NONE
            ? ""
            : " (" + task.health().name().toLowerCase(Locale.ROOT) + ")";
    return since + health + (task.error().isEmpty() ? "" : ": " + task.error());
  }

  private static String paint(TaskView task, String text, Palette palette) {
    return switch (task.state()) {
      case RUNNING ->
          switch (task.health()) {
            case NONE, HEALTHY -> palette.good(text);
            case STARTING -> palette.notable(text);
            case UNHEALTHY -> palette.bad(text);
          };
      case PENDING, ASSIGNED, PREPARING, STARTING -> palette.notable(text);
      case FAILED, REJECTED, LOST -> palette.bad(text);
      case COMPLETE, REMOVED -> palette.faint(text);
    };
  }

  /// A state as users read and filter it. `assigned` is `pending` to them: both wait for a node.
  public static String word(TaskState state) {
    return state == TaskState.ASSIGNED ? "pending" : state.name().toLowerCase(Locale.ROOT);
  }
}
