package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.Event;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.LogLine;
import io.jorch.core.api.TaskView;
import java.time.Instant;
import java.util.List;
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

  private static <T> boolean accept(Consumer<T> sink, T element) {
    sink.accept(element);
    return true;
  }
}
