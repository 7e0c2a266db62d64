package io.jorch.cli.command;

import io.jorch.cli.client.Tasks;
import io.jorch.cli.render.EventText;
import io.jorch.cli.stack.StackNames;
import java.time.Instant;
import java.util.Optional;

final class EventsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .flag("one JSON object a line, as --format json", "--json")
        .flag("accepted for habit: what comes is always shown, but for --no-follow", "--follow")
        .flag("end with what there is (from the beginning, or --since)", "--no-follow")
        .flag("of all stacks, not only the one in sight", "-a", "--all")
        .value("TIME", "events since then too: 10m, or RFC 3339", "--since")
        .value("TIME", "end there; alone, or in the past, nothing is waited for", "--until");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.has("--json") || call.globals().json();
    Optional<Instant> until = call.text("--until").map(text -> Times.parse(text, call.now()));
    Optional<String> stack = call.has("--all") ? Optional.empty() : StackNames.of(call.choice());
    call.tasks()
        .events(
            stack,
            call.text("--since").map(text -> Times.parse(text, call.now())),
            until,
            !call.has("--no-follow") && (until.isEmpty() || until.get().isAfter(call.now())),
            line -> {
              call.printNow(json ? line : EventText.of(Tasks.event(line)));
              return true;
            });
    return 0;
  }
}
