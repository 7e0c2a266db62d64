package io.jorch.cli.command;

import io.jorch.cli.client.Tasks;
import io.jorch.cli.session.DetachKeys;
import io.jorch.cli.session.RemoteCommand;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.Size;
import io.jorch.cli.term.Stty;
import io.jorch.cli.term.Tty;
import io.jorch.core.api.AttachRequest;
import io.jorch.core.api.TaskView;
import java.io.InputStream;
import java.util.Optional;

final class AttachCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments("SERVICE|TASK", "whose main process to join", "1")
        .value("KEYS", "what leaves it running (ctrl-p,ctrl-q)", "--detach-keys")
        .flag("do not pass standard input on", "--no-stdin")
        .value("BOOL", "pass signals on, where it has no terminal (true)", "--sig-proxy")
        .number("N", "which replica", "--index");
  }

  @Override
  public int run(Invocation call) {
    TaskView task =
        new TaskFinder(call, "attach to").one(call.arguments().getFirst(), call.number("--index"));
    Tasks.Streams streams = call.tasks().streams(task.id());
    boolean typing = !call.has("--no-stdin") && (streams.tty() || streams.stdinOpen());
    boolean tty = streams.tty() && typing && Tty.stdin() && Tty.stdout();
    Size size = tty ? Stty.size() : new Size(0, 0);
    Optional<InputStream> stdin = typing ? Optional.of(System.in) : Optional.empty();
    RemoteCommand session =
        new RemoteCommand(
            tty, signals(call), keys(call), stdin, call.console().out(), call.console().err());
    return call.tasks()
        .attach(task.id(), new AttachRequest(typing, size.columns(), size.rows()), session);
  }

  private static boolean signals(Invocation call) {
    String word = call.text("--sig-proxy").orElse("true");
    if (word.equals("true") || word.equals("false")) return word.equals("true");
    throw Failed.usage("cannot understand --sig-proxy '" + word + "': it is true or false");
  }

  private static DetachKeys keys(Invocation call) {
    try {
      return DetachKeys.parse(call.text("--detach-keys").orElse(DetachKeys.USUAL));
    } catch (IllegalArgumentException e) {
      throw Failed.usage("cannot use these --detach-keys: " + e.getMessage());
    }
  }
}
