package io.jorch.cli.command;

import io.jorch.cli.client.Refused;
import io.jorch.cli.session.RemoteCommand;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Stty;
import io.jorch.cli.term.Tty;
import io.jorch.core.api.RunRequest;
import java.util.List;
import java.util.Optional;

final class RunCommand implements Command {
  /// Docker's code for a command that could not even be tried.
  private static final int NOT_RUN = 125;

  @Override
  public void describe(Grammar grammar) {
    grammar
        .stopAtFirstArgument()
        .arguments("SERVICE COMMAND", "whose image and settings to use, and what to run", "1..*")
        .flag("forget the task when it has ended", "--rm")
        .flag("leave it running and print its id", "-d", "--detach")
        .flag("no terminal, even on one", "-T", "--no-tty", "--no-TTY")
        .flag("accepted for habit: standard input is always passed on", "-i", "--interactive")
        .values("KEY=VALUE", "set a variable", "-e", "--env")
        .value("USER", "run as this user, or user:group", "-u", "--user")
        .value("DIR", "run in this directory", "-w", "--workdir")
        .value("COMMAND", "instead of the image's entry point", "--entrypoint")
        .value("NAME", "name of the container", "--name")
        .flag("publish the service's ports too", "-P", "--service-ports");
  }

  @Override
  public int run(Invocation call) {
    String stack = StackFinder.find(call.choice(), call.stacks());
    boolean tty = !call.has("--no-tty") && !call.has("--detach") && Tty.stdin() && Tty.stdout();
    RunRequest request = request(call, tty, tty ? Stty.size() : Size.USUAL);
    try {
      if (request.detach()) {
        call.print(call.stacks().runDetached(stack, request));
        return 0;
      }
      RemoteCommand session =
          new RemoteCommand(
              tty, Optional.of(System.in), call.console().out(), call.console().err());
      return call.stacks().run(stack, request, session);
    } catch (Refused refused) {
      throw new Failed(NOT_RUN, refused.sentence());
    }
  }

  private static RunRequest request(Invocation call, boolean tty, Size size) {
    List<String> words = call.arguments();
    return new RunRequest(
        words.getFirst(),
        words.subList(1, words.size()),
        call.text("--entrypoint").map(RunCommand::words),
        Pairs.variables(call.texts("--env"), call.environment()),
        call.text("--user"),
        call.text("--workdir"),
        call.text("--name"),
        call.has("--rm"),
        call.has("--service-ports"),
        call.has("--detach"),
        tty,
        !call.has("--detach"),
        size.columns(),
        size.rows());
  }

  /// Split at spaces, as compose does; empty means none at all.
  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
  }
}
