package io.jorch.cli.command;

import io.jorch.cli.session.RemoteCommand;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.stack.StackNames;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Stty;
import io.jorch.cli.term.Tty;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.StackView;
import io.jorch.core.api.TaskView;
import io.jorch.core.compose.NearMiss;
import io.jorch.core.model.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class ExecCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .stopAtFirstArgument()
        .arguments("SERVICE|TASK COMMAND", "where to run, and what with which arguments", "2..*")
        .flag("no terminal, even on one", "-T", "--no-tty", "--no-TTY")
        .values("KEY=VALUE", "set a variable", "-e", "--env")
        .value("USER", "run as this user, or user:group", "-u", "--user")
        .value("DIR", "run in this directory", "-w", "--workdir")
        .flag("with all privileges", "--privileged")
        .flag("accepted for habit: standard input is always passed on", "-i", "--interactive")
        .flag("accepted for habit: on a terminal, a terminal is the default", "-t", "--tty")
        .number("N", "which replica", "--index");
  }

  @Override
  public int run(Invocation call) {
    List<String> words = call.arguments();
    TaskView task = task(call, words.getFirst());
    boolean tty = !call.has("--no-tty") && Tty.stdin() && Tty.stdout();
    Size size = tty ? Stty.size() : Size.USUAL;
    ExecRequest request =
        new ExecRequest(
            command(words.subList(1, words.size())),
            Pairs.variables(call.texts("--env"), call.environment()),
            call.text("--user"),
            call.text("--workdir"),
            tty,
            true,
            call.has("--privileged"),
            size.columns(),
            size.rows());
    RemoteCommand session =
        new RemoteCommand(tty, Optional.of(System.in), call.console().out(), call.console().err());
    return call.tasks().exec(task.id(), request, session);
  }

  /// `exec web -- ls` is what other tools taught people to write.
  private static List<String> command(List<String> words) {
    return words.size() > 1 && words.getFirst().equals("--")
        ? words.subList(1, words.size())
        : words;
  }

  /// A service of the stack in sight, else a task's id or a container's name anywhere.
  private static TaskView task(Invocation call, String name) {
    Optional<String> stack = StackNames.of(call.choice());
    List<TaskView> all = call.tasks().list(Optional.empty(), false);
    List<TaskView> named =
        all.stream()
            .filter(t -> t.name().equals(name) || (name.length() >= 4 && t.id().startsWith(name)))
            .toList();
    if (named.size() == 1) return named.getFirst();
    String in = stack.orElseGet(() -> StackFinder.find(call.choice(), call.stacks()));
    List<TaskView> replicas =
        all.stream()
            .filter(t -> t.stack().equals(in) && t.service().equals(name) && t.slot() > 0)
            .filter(t -> t.state() == TaskState.RUNNING)
            .sorted(Comparator.comparingInt(TaskView::slot))
            .toList();
    if (replicas.isEmpty()) throw notThere(call, all, name, in);
    return replica(call, replicas, name, in);
  }

  private static Failed notThere(Invocation call, List<TaskView> tasks, String name, String stack) {
    List<String> services =
        call.stacks().get(stack).services().stream().map(StackView.ServiceView::name).toList();
    String cannot = "cannot run a command in '" + name + "': ";
    if (services.contains(name))
      return new Failed(
          cannot + "stack '" + stack + "' has no running task of that service; see `jorch ps -a`");
    List<String> names = new ArrayList<>(services);
    tasks.forEach(task -> names.add(task.name()));
    String near = NearMiss.hint(name, names);
    return new Failed(
        cannot
            + "there is no such service in stack '"
            + stack
            + "', and no such task"
            + (near.isEmpty() ? "; see `jorch ps`" : near));
  }

  private static TaskView replica(
      Invocation call, List<TaskView> replicas, String name, String stack) {
    if (!call.has("--index")) return replicas.getFirst();
    int index = call.number("--index").orElse(1);
    return replicas.stream()
        .filter(t -> t.slot() == index)
        .findFirst()
        .orElseThrow(
            () ->
                new Failed(
                    "cannot run a command in '"
                        + name
                        + "': stack '"
                        + stack
                        + "' has no running replica "
                        + index
                        + " of it; see `jorch ps`"));
  }
}
