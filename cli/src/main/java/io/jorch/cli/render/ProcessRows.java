package io.jorch.cli.render;

import io.jorch.core.api.ProcessView;
import io.jorch.core.api.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The table of `jorch top`.
public final class ProcessRows {
  private ProcessRows() {}

  /// One element of the JSON form.
  public record Container(
      String id, String name, String service, int slot, String node, List<ProcessView> processes) {
    public static Container of(TaskView task, List<ProcessView> processes) {
      return new Container(
          task.id(), task.name(), task.service(), task.slot(), task.node(), processes);
    }
  }

  /// Heading and a line a process. Commands may be long, so that they come last.
  public static List<String> of(List<ProcessView> processes, Instant now) {
    Table table =
        new Table(
            "PID", "HOST PID", "PARENT", "USER", "CPU", "MEMORY", "TIME", "STARTED", "COMMAND");
    for (ProcessView process : processes)
      table.row(
          Integer.toString(process.pid()),
          Integer.toString(process.hostPid()),
          process.parent() == 0 ? "" : Integer.toString(process.parent()),
          process.user(),
          String.format(Locale.ROOT, "%.1f%%", process.cpuPercent()),
          Sizes.of(process.memoryBytes()),
          time(Duration.ofMillis(process.cpuMillis())),
          Ages.ago(process.startedAt(), now),
          process.command().replaceAll("\\s+", " "));
    return table.lines();
  }

  /// As ps(1) has it: `1:02:03`, and `0:00:07`.
  private static String time(Duration cpu) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", cpu.toHours(), cpu.toMinutesPart(), cpu.toSecondsPart());
  }
}
