package io.jorch.cli.stack;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.client.Images;
import io.jorch.cli.client.Stacks;
import io.jorch.cli.client.Tasks;
import io.jorch.cli.render.Addresses;
import io.jorch.cli.render.PlanLines;
import io.jorch.cli.render.StackRows;
import io.jorch.cli.term.Console;
import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.Progress;
import io.jorch.core.api.TaskView;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `up`, as a list of steps.
public final class Up {
  /// What was asked for.
  ///
  /// @param services only these and what they depend on; empty means all
  /// @param scale replicas to have instead of the file's
  public record Wish(
      StackChoice choice,
      List<String> services,
      Map<String, Integer> scale,
      ImageSteps.Wish images,
      boolean forceRecreate,
      boolean dryRun,
      boolean detach,
      Optional<Duration> timeout,
      DaemonStart daemonStart) {}

  private final Wish wish;
  private final Console console;
  private final Daemon daemon;
  private final Stacks stacks;
  private final Tasks tasks;

  public Up(Wish wish, Console console, Daemon daemon) {
    this.wish = wish;
    this.console = console;
    this.daemon = daemon;
    this.stacks = new Stacks(daemon);
    this.tasks = new Tasks(daemon);
  }

  public int run() {
    StackSpec stack = scaled(StackFiles.load(wish.choice(), console));
    ImageSteps.chosen(stack, wish.services());
    if (wish.dryRun()) return showPlan(planned(stack));
    wish.daemonStart().ensure(daemon, console);
    prepareImages(stack);
    ApplyResult accepted = handOver(stack, false);
    showPlan(accepted);
    if (wish.detach()) return 0;
    awaitHealthy(accepted);
    return showResult(stack);
  }

  private StackSpec scaled(StackSpec stack) {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>(stack.services());
    ImageSteps.chosen(stack, List.copyOf(wish.scale().keySet()));
    wish.scale()
        .forEach(
            (name, count) ->
                services.computeIfPresent(
                    new ServiceName(name), (key, service) -> service.withReplicas(count)));
    return new StackSpec(stack.name(), services, stack.networks(), stack.volumes());
  }

  private ApplyResult planned(StackSpec stack) {
    return daemon.answers() ? handOver(stack, true) : FirstPlan.of(stack);
  }

  private void prepareImages(StackSpec stack) {
    Set<String> wanted = withDependencies(stack, wish.services());
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>(stack.services());
    if (!wanted.isEmpty()) services.keySet().removeIf(name -> !wanted.contains(name.value()));
    StackSpec part = new StackSpec(stack.name(), services, stack.networks(), stack.volumes());
    new ImageSteps(new Images(daemon), new ImageDisplay(console)).ensure(part, wish.images());
  }

  static Set<String> withDependencies(StackSpec stack, List<String> names) {
    Set<String> wanted = new LinkedHashSet<>(names);
    int before = -1;
    while (before != wanted.size()) {
      before = wanted.size();
      for (ServiceSpec service : stack.services().values())
        if (wanted.contains(service.name().value()))
          service.dependsOn().forEach(d -> wanted.add(d.service().value()));
    }
    return wanted;
  }

  private ApplyResult handOver(StackSpec stack, boolean dryRun) {
    return stacks.apply(
        stack.name().value(),
        new ApplyRequest(stack, "up", wish.services(), wish.forceRecreate(), dryRun));
  }

  private int showPlan(ApplyResult plan) {
    PlanLines.of(plan, console.palette()).forEach(console.out()::println);
    if (plan.changesNothing() && !wish.forceRecreate())
      console.out().println("stack " + plan.stack() + " is unchanged");
    console.out().flush();
    return 0;
  }

  private void awaitHealthy(ApplyResult accepted) {
    Convergence convergence = new Convergence(console, stacks, wish.timeout());
    Progress end = convergence.reach(accepted.stack(), accepted.revision(), wish.services());
    Verdicts.check(end, tasks, console);
  }

  private int showResult(StackSpec stack) {
    String name = stack.name().value();
    List<TaskView> running = tasks.list(Optional.of(name), false);
    console.out().println();
    StackRows.services(stacks.get(name), running).forEach(console.out()::println);
    Map<String, String> addresses = Addresses.of(running);
    if (!addresses.isEmpty()) console.out().println();
    addresses.forEach(
        (address, service) ->
            console
                .out()
                .println("open " + console.palette().strong(address) + "  (" + service + ")"));
    return 0;
  }
}
