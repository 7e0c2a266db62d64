package io.jorch.cli.stack;

import io.jorch.cli.client.Daemon;
import io.jorch.cli.client.Refused;
import io.jorch.cli.client.Stacks;
import io.jorch.cli.client.Tasks;
import io.jorch.cli.render.PlanLines;
import io.jorch.cli.term.Console;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.Progress;
import io.jorch.core.api.ServiceUpdate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is done to a stack that runs: each is one request, then the wait for its effect.
public final class Operations {
  private final Console console;
  private final Stacks stacks;
  private final Tasks tasks;
  private final Optional<Duration> timeout;
  private final boolean detach;

  public Operations(Console console, Daemon daemon, Optional<Duration> timeout, boolean detach) {
    this.console = console;
    this.stacks = new Stacks(daemon);
    this.tasks = new Tasks(daemon);
    this.timeout = timeout;
    this.detach = detach;
  }

  public int scale(String stack, Map<String, Integer> services) {
    return follow(stacks.scale(stack, services), services.keySet());
  }

  /// Does one of three operations.
  ///
  /// @param operation `restart`, `stop` or `start`
  public int operate(String stack, String operation, List<String> services) {
    return follow(stacks.operate(stack, operation, services), services);
  }

  public int update(String stack, ServiceUpdate update) {
    return follow(stacks.update(stack, update), List.of());
  }

  /// Brings an earlier revision back and waits for that.
  ///
  /// @param to empty for the latest that had converged
  public int rollback(String stack, OptionalLong to) {
    return follow(stacks.rollback(stack, to), List.of());
  }

  /// A stack that is not there needs no removing.
  public int remove(String stack, boolean volumes) {
    try {
      Convergence convergence = new Convergence(console, stacks, timeout);
      Progress end = convergence.remove(stack, volumes);
      Verdicts.check(end, tasks, console);
      console.out().println("stack " + stack + " is removed");
      if (!end.problem().isEmpty()) console.say("but " + end.problem());
    } catch (Refused refused) {
      if (refused.status() != 404) throw refused;
      console.say("nothing to remove: " + refused.sentence());
    }
    return 0;
  }

  private int follow(ApplyResult accepted, Collection<String> services) {
    List<ApplyResult.Line> changes =
        accepted.plan().stream()
            .filter(line -> line.action() != ApplyResult.Action.UNCHANGED)
            .toList();
    ApplyResult changed = new ApplyResult(accepted.stack(), accepted.revision(), changes);
    PlanLines.of(changed, console.palette()).forEach(console.out()::println);
    console.out().flush();
    if (detach) return 0;
    Convergence convergence = new Convergence(console, stacks, timeout);
    Progress end = convergence.reach(accepted.stack(), accepted.revision(), services);
    Verdicts.check(end, tasks, console);
    return 0;
  }
}
