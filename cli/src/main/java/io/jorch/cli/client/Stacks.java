package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.DiffView;
import io.jorch.core.api.Progress;
import io.jorch.core.api.RevisionView;
import io.jorch.core.api.RunRequest;
import io.jorch.core.api.ServiceUpdate;
import io.jorch.core.api.StackView;
import io.jorch.core.model.StackRevision;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What can be asked about stacks, and done to them.
public final class Stacks {
  private final Daemon daemon;

  public Stacks(Daemon daemon) {
    this.daemon = daemon;
  }

  public List<StackView> all() {
    return daemon.list("/v1/stacks", StackView.class);
  }

  public Optional<StackView> find(String stack) {
    return daemon
        .find(Request.of("GET", target(stack)))
        .map(bytes -> Json.read(bytes, StackView.class));
  }

  public StackView get(String stack) {
    return daemon.get(target(stack), StackView.class);
  }

  public StackRevision revision(String stack) {
    return daemon.get(target(stack, "revision"), StackRevision.class);
  }

  public ApplyResult apply(String stack, ApplyRequest request) {
    return daemon.call("PUT", target(stack), request, ApplyResult.class);
  }

  public ApplyResult scale(String stack, Map<String, Integer> services) {
    return daemon.call(
        "POST", target(stack, "scale"), new Requests.Replicas(services), ApplyResult.class);
  }

  /// Asks for one of three operations.
  ///
  /// @param operation `restart`, `stop` or `start`
  /// @param services empty for all
  public ApplyResult operate(String stack, String operation, List<String> services) {
    return daemon.call(
        "POST", target(stack, operation), new Requests.Services(services), ApplyResult.class);
  }

  public ApplyResult update(String stack, ServiceUpdate update) {
    return daemon.call("POST", target(stack, "update"), update, ApplyResult.class);
  }

  /// Brings an earlier revision back.
  ///
  /// @param to empty for the latest that had converged
  public ApplyResult rollback(String stack, OptionalLong to) {
    return daemon.call(
        "POST", target(stack, "rollback"), new Requests.Target(to), ApplyResult.class);
  }

  /// The latest first.
  public List<RevisionView> history(String stack) {
    return daemon.list(target(stack, "history"), RevisionView.class);
  }

  public DiffView diff(String stack, OptionalLong from, OptionalLong to) {
    Target target = new Target("stacks", stack, "diff");
    from.ifPresent(number -> target.with("from", Long.toString(number)));
    to.ifPresent(number -> target.with("to", Long.toString(number)));
    return daemon.get(target.toString(), DiffView.class);
  }

  /// Follows a revision.
  ///
  /// @param services those whose state decides, all when empty
  public void progress(
      String stack, long revision, Collection<String> services, Predicate<Progress> sink) {
    Target target =
        new Target("stacks", stack, "progress").with("revision", Long.toString(revision));
    services.forEach(service -> target.with("service", service));
    daemon.stream(Request.of("GET", target.toString()), Progress.class, sink);
  }

  public void remove(String stack, boolean volumes, Predicate<Progress> sink) {
    String target =
        new Target("stacks", stack).with("volumes", Boolean.toString(volumes)).toString();
    daemon.stream(Request.of("DELETE", target), Progress.class, sink);
  }

  public int run(String stack, RunRequest request, Daemon.Session session) {
    return daemon.upgrade(target(stack, "run"), request, session);
  }

  /// Starts a one-off task and leaves it; gives its id.
  public String runDetached(String stack, RunRequest request) {
    return daemon.call("POST", target(stack, "run"), request, Requests.Started.class).task();
  }

  private static String target(String stack, String... more) {
    String[] segments = new String[more.length + 2];
    segments[0] = "stacks";
    segments[1] = stack;
    System.arraycopy(more, 0, segments, 2, more.length);
    return new Target(segments).toString();
  }
}
