package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.CopySource;
import io.jorch.core.api.CopyTarget;
import io.jorch.core.api.Event;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.ProcessView;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.TaskView;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What can be asked about tasks: lists, logs, events; and commands run in them.
public final class Tasks {
  private final Daemon daemon;

  public Tasks(Daemon daemon) {
    this.daemon = daemon;
  }

  /// Which log lines.
  ///
  /// @param task id of one task, instead of services
  public record LogQuery(
      Optional<String> stack,
      List<String> services,
      Optional<String> task,
      OptionalInt tail,
      Optional<Instant> since,
      Optional<Instant> until,
      boolean follow) {}

  public List<TaskView> list(Optional<String> stack, boolean all) {
    return list(stack, List.of(), all);
  }

  /// Refused when the stack has no such service.
  ///
  /// @param services all when empty
  public List<TaskView> list(Optional<String> stack, List<String> services, boolean all) {
    Target target = new Target("tasks").with("stack", stack);
    services.forEach(service -> target.with("service", service));
    return daemon.list(target.when(all, "all").toString(), TaskView.class);
  }

  public byte[] inspect(String reference, boolean plan, Optional<String> type) {
    Target target = new Target("inspect").with("ref", reference).when(plan, "plan");
    return daemon.bytes(Request.of("GET", target.with("type", type).toString()));
  }

  public void logs(LogQuery query, Consumer<LogLine> sink) {
    Target target = new Target("logs").with("stack", query.stack());
    query.services().forEach(service -> target.with("service", service));
    target.with("task", query.task()).withNumber("tail", query.tail());
    target.withTime("since", query.since()).withTime("until", query.until());
    target.when(query.follow(), "follow");
    daemon.stream(Request.of("GET", target.toString()), LogLine.class, line -> accept(sink, line));
  }

  public void events(
      Optional<String> stack,
      Optional<Instant> since,
      Optional<Instant> until,
      boolean follow,
      Predicate<String> sink) {
    Target target = new Target("events").with("stack", stack);
    target.withTime("since", since).withTime("until", until).when(follow, "follow");
    daemon.lines(Request.of("GET", target.toString()), sink);
  }

  public static Event event(String line) {
    return Json.read(line, Event.class);
  }

  public int exec(String task, ExecRequest request, Daemon.Session session) {
    return daemon.upgrade(new Target("tasks", task, "exec").toString(), request, session);
  }

  public int attach(String task, AttachRequest request, Daemon.Session session) {
    return daemon.upgrade(new Target("tasks", task, "attach").toString(), request, session);
  }

  /// Sends a signal, by name or number, to a task's main process.
  public void signal(String task, String signal) {
    daemon.call(
        "POST",
        new Target("tasks", task, "signal").toString(),
        new Requests.Signal(signal),
        Requests.Nothing.class);
  }

  public List<ProcessView> processes(String task) {
    return daemon.list(new Target("tasks", task, "processes").toString(), ProcessView.class);
  }

  /// Hands over a tar of what is at a path in a task's container.
  public void copyOut(String task, CopySource source, Daemon.Reader reader) {
    Target target = new Target("tasks", task, "copy").with("path", source.path());
    target.when(source.followLink(), "followLink");
    daemon.download(Request.of("GET", target.toString()), reader);
  }

  /// Unpacks a tar in a task's container.
  public void copyIn(String task, CopyTarget to, InputStream tar) {
    Target target = new Target("tasks", task, "copy").with("path", to.path());
    target.with("kind", to.kind().name().toLowerCase(Locale.ROOT));
    target.when(to.keepOwner(), "keepOwner");
    Request request = Request.of("PUT", target.toString());
    daemon.bytes(request.with(new Request.Body("application/x-tar", tar, -1)));
  }

  /// Whose use of the machine.
  ///
  /// @param tasks ids, instead of services
  public record StatsQuery(
      Optional<String> stack, List<String> services, List<String> tasks, boolean follow) {}

  public void stats(StatsQuery query, Consumer<TaskStats> sink) {
    Target target = new Target("stats").with("stack", query.stack());
    query.services().forEach(service -> target.with("service", service));
    query.tasks().forEach(task -> target.with("task", task));
    target.when(query.follow(), "follow");
    daemon.stream(Request.of("GET", target.toString()), TaskStats.class, row -> accept(sink, row));
  }

  /// How a task's main process was started.
  ///
  /// @param tty whether it has a terminal
  /// @param stdinOpen whether it reads standard input without one
  public record Streams(boolean tty, boolean stdinOpen) {}

  private record Inspected(Optional<Streams> spec) {}

  public Streams streams(String task) {
    Inspected inspected = Json.read(inspect(task, false, Optional.of("task")), Inspected.class);
    return inspected.spec().orElse(new Streams(false, false));
  }

  private static <T> boolean accept(Consumer<T> sink, T element) {
    sink.accept(element);
    return true;
  }
}
