package io.jorch.cli.render;

import io.jorch.core.api.TaskStats;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The table of `jorch stats`.
public final class StatsRows {
  /// By name, so that rows keep their places.
  public static final Comparator<TaskStats> ORDER =
      Comparator.comparing(TaskStats::name).thenComparing(TaskStats::task);

  private StatsRows() {}

  /// Heading and a line a container.
  public static List<String> of(List<TaskStats> rows, boolean whole) {
    Table table =
        new Table(
            "ID",
            "NAME",
            "NODE",
            "CPU",
            "MEMORY",
            "OF",
            "SHARE",
            "NET IN / OUT",
            "DISK READ / WRITE",
            "PIDS");
    for (TaskStats row : rows)
      table.row(
          whole ? row.task() : TaskRows.shortId(row.task()),
          row.name(),
          row.node(),
          String.format(Locale.ROOT, "%.2f%%", row.cpuPercent()),
          Sizes.of(row.memoryBytes()),
          Sizes.of(row.memoryLimitBytes()),
          share(row.memoryBytes(), row.memoryLimitBytes()),
          Sizes.of(row.netReceivedBytes()) + " / " + Sizes.of(row.netSentBytes()),
          Sizes.of(row.ioReadBytes()) + " / " + Sizes.of(row.ioWriteBytes()),
          Long.toString(row.pids()));
    return table.lines();
  }

  private static String share(long part, long whole) {
    return whole <= 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }

  /// The latest figures of each container, as they come in.
  public static final class Board {
    private static final Duration STALE = Duration.ofSeconds(4);
    private final Map<String, TaskStats> latest = new TreeMap<>();
    private final Set<String> round = new HashSet<>();

    /// Whether the container has had its turn since the last time that this was true: then all
    /// have, or will not.
    public boolean add(TaskStats row) {
      latest.put(row.task(), row);
      latest.values().removeIf(old -> old.time().plus(STALE).isBefore(row.time()));
      if (round.add(row.task())) return false;
      round.clear();
      round.add(row.task());
      return true;
    }

    public List<TaskStats> rows() {
      return latest.values().stream().sorted(ORDER).toList();
    }
  }
}
