package io.jorch.cli.command;

import io.jorch.cli.session.RemoteCommand;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Stty;
import io.jorch.cli.term.Tty;
import io.jorch.core.api.ExecRequest;
import io.jorch.core.api.TaskView;
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
    TaskView task =
        new TaskFinder(call, "run a command in").one(words.getFirst(), call.number("--index"));
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
}
