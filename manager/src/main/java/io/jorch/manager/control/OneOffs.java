package io.jorch.manager.control;

import io.jorch.core.api.RunRequest;
import io.jorch.core.model.Healthcheck;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.node.Terminal;
import io.jorch.manager.schedule.Placement;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Tasks of `run`: one container of a service with a command of its own, outside the service's
/// slots.
final class OneOffs {
  /// Nobody waits for a one-off task to be healthy, nor replaces it when it is not.
  private static final Healthcheck UNCHECKED =
      new Healthcheck(
          Optional.of(List.of("NONE")),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final Stacks stacks;
  private final Board board;
  private final Placing placing;
  private final Reach reach;
  private final Function<TaskSpec, SpecHash> hash;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Runnable wake;

  OneOffs(
      Stacks stacks,
      Board board,
      Placing placing,
      Reach reach,
      Function<TaskSpec, SpecHash> hash,
      RandomGenerator random,
      InstantSource clock,
      Runnable wake) {
    this.stacks = stacks;
    this.board = board;
    this.placing = placing;
    this.reach = reach;
    this.hash = hash;
    this.random = random;
    this.clock = clock;
    this.wake = wake;
  }

  /// Runs it in the foreground on a node that suits it; its node reports it like any other task.
  int run(StackName stack, RunRequest request, Terminal terminal) throws IOException {
    TaskSpec spec = spec(service(stack, request), request);
    Task task = task(stack, request, spec);
    NodeId node =
        switch (placing.placeNow(board, task, spec, clock.instant())) {
          case Placement.Placed placed -> placed.node();
          case Placement.Unplaceable none ->
              throw RequestException.conflict("run " + task.name() + ": " + none.reason());
        };
    return reach.node(node, task.name()).run(task.on(node), spec, request, terminal);
  }

  /// Starts it in the background; the loop finds it a place.
  TaskId start(StackName stack, RunRequest request) throws IOException {
    TaskSpec spec = spec(service(stack, request), request);
    Task task = task(stack, request, spec);
    board.put(task.spec(), spec);
    board.put(task);
    wake.run();
    return task.id();
  }

  private ServiceSpec service(StackName stack, RunRequest request) throws RequestException {
    StackRevision revision =
        stacks
            .find(stack)
            .filter(each -> !each.removing())
            .orElseThrow(() -> stacks.missing(stack));
    ServiceName name = new ServiceName(request.service());
    stacks.check(revision, List.of(name.value()));
    return Objects.requireNonNull(revision.spec().services().get(name));
  }

  private static TaskSpec spec(ServiceSpec service, RunRequest request) {
    TaskSpec base = service.task();
    Map<String, String> environment = new LinkedHashMap<>(base.environment());
    environment.putAll(request.environment());
    Map<String, String> labels = new HashMap<>(base.labels());
    if (request.remove()) labels.put(TaskSpec.FORGET_AT_END, "true");
    boolean ownEntrypoint = request.entrypoint().isPresent();
    return new TaskSpec(
        base.image(),
        base.imageId(),
        request.entrypoint().or(base::entrypoint),
        request.command().isEmpty() && !ownEntrypoint
            ? base.command()
            : Optional.of(request.command()),
        environment,
        labels,
        request.user().or(base::user),
        base.groupAdd(),
        request.workingDir().or(base::workingDir),
        Optional.empty(),
        base.domainname(),
        base.stopSignal(),
        base.stopGracePeriod(),
        Optional.of(UNCHECKED),
        base.limits(),
        base.reservations(),
        base.mounts(),
        base.networks().stream().map(OneOffs::unnamed).toList(),
        base.networkMode(),
        base.extraHosts(),
        request.tty(),
        request.stdin(),
        base.readOnly(),
        base.privileged(),
        base.capAdd(),
        base.capDrop(),
        base.restartNonce());
  }

  /// A one-off task takes no traffic meant for its service, nor its fixed address.
  private static io.jorch.core.model.NetworkAttachment unnamed(
      io.jorch.core.model.NetworkAttachment attachment) {
    return new io.jorch.core.model.NetworkAttachment(
        attachment.network(), java.util.List.of(), Optional.empty());
  }

  private Task task(StackName stack, RunRequest request, TaskSpec spec) {
    TaskId id = TaskId.random(random);
    String name =
        request
            .name()
            .orElse(stack + "-" + request.service() + "-run-" + id.value().substring(0, 6));
    return new Task(
        id,
        stack,
        new ServiceName(request.service()),
        0,
        name,
        hash.apply(spec),
        Optional.empty(),
        Task.Desired.RUN,
        clock.instant(),
        0);
  }
}
