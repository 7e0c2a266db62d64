package io.jorch.agent.node;

import io.jorch.agent.container.logs.LogEntry;
import io.jorch.agent.container.logs.LogMerge;
import io.jorch.agent.container.logs.LogReader;
import io.jorch.agent.container.logs.LogStream;
import io.jorch.agent.container.logs.Query;
import io.jorch.core.api.LogLine;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskState;
import io.jorch.core.node.LogQuery;
import io.jorch.core.node.LogSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Reads the logs of this node's tasks, those that ended among them.
record LogDesk(TaskTable table, Outputs outputs) {
  void read(LogSelection selection, LogQuery query, Consumer<LogLine> sink) throws IOException {
    try {
      if (query.follow()) {
        new Following(selection, query, sink).run();
      } else {
        merge(select(selection), query(query, false), sink);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<TaskTable.Row> select(LogSelection wanted) throws IOException {
    return table.rows().stream()
        .filter(row -> wanted.task().map(row.task().id()::equals).orElse(true))
        .filter(row -> wanted.stack().map(row.task().stack()::equals).orElse(true))
        .filter(
            row -> wanted.services().isEmpty() || wanted.services().contains(row.task().service()))
        .toList();
  }

  private static Query query(LogQuery query, boolean follow) {
    return new Query(
        query.tail(), query.since(), query.until(), follow, EnumSet.allOf(LogStream.class));
  }

  private void merge(List<TaskTable.Row> rows, Query query, Consumer<LogLine> sink)
      throws IOException, InterruptedException {
    List<LogReader> readers = new ArrayList<>();
    for (TaskTable.Row row : rows) readers.add(outputs.reader(row.files()));
    LogMerge.read(
        readers,
        query,
        (log, entry) -> {
          sink.accept(line(rows.get(log), entry));
          return true;
        });
  }

  /// The log of a task that has not started yet would be taken for one that has ended.
  private static boolean hasLog(TaskTable.Row row) {
    return row.status().state() == TaskState.RUNNING || row.status().state().ended();
  }

  private static LogLine line(TaskTable.Row row, LogEntry entry) {
    return new LogLine(
        row.task().id().value(),
        row.task().service().value(),
        row.task().slot(),
        entry.time(),
        entry.stream() == LogStream.STDERR ? "stderr" : "stdout",
        entry.text());
  }

  /// Follows the tasks there are and those that come to replace them. One thread for each batch of
  /// tasks; the sink is called by one at a time.
  private final class Following {
    private final LogSelection selection;
    private final LogQuery query;
    private final Consumer<LogLine> sink;
    private final Set<TaskId> known = new HashSet<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Thread owner = Thread.currentThread();

    Following(LogSelection selection, LogQuery query, Consumer<LogLine> sink) {
      this.selection = selection;
      this.query = query;
      this.sink = sink;
    }

    void run() throws IOException, InterruptedException {
      try {
        boolean first = true;
        while (true) {
          long seen = table.loop().arrivals().count();
          List<TaskTable.Row> rows = select(selection);
          List<TaskTable.Row> fresh =
              rows.stream()
                  .filter(LogDesk::hasLog)
                  .filter(row -> known.add(row.task().id()))
                  .toList();
          if (!fresh.isEmpty()) follow(fresh, first);
          first = false;
          if (selection.task().isPresent() && fresh.size() == rows.size()) {
            for (Thread thread : threads) thread.join();
            return;
          }
          table.loop().arrivals().await(seen);
        }
      } finally {
        threads.forEach(Thread::interrupt);
      }
    }

    private void follow(List<TaskTable.Row> rows, boolean first) {
      LogQuery wanted =
          first
              ? query
              : new LogQuery(java.util.OptionalInt.empty(), query.since(), query.until(), true);
      threads.add(Thread.ofVirtual().name("log-follow").start(() -> followQuietly(rows, wanted)));
    }

    private void followQuietly(List<TaskTable.Row> rows, LogQuery wanted) {
      try {
        merge(rows, query(wanted, true), this::send);
      } catch (IOException | RuntimeException e) {
        owner.interrupt(); // the reader is gone
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void send(LogLine line) {
      sink.accept(line);
    }
  }
}
