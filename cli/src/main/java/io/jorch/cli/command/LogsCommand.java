package io.jorch.cli.command;

import io.jorch.cli.client.Tasks;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.LogText;
import io.jorch.cli.stack.StackFinder;
import io.jorch.cli.term.Console;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.LogLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

final class LogsCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments(
            "SERVICE|TASK",
            "services, or the id of one task, ended ones too; all of the stack when none is named",
            "0..*")
        .number("N", "only this replica, and those it replaced", "--index")
        .flag("go on showing what comes", "-f", "--follow")
        .value("N", "only the last N lines of each task, or all", "-n", "--tail")
        .flag("show times", "-t", "--timestamps")
        .value("TIME", "only lines since then: 10m, or RFC 3339", "--since")
        .value("TIME", "only lines until then", "--until")
        .flag("do not say who wrote a line", "--no-log-prefix")
        .flag("no colours", "--no-color");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    Tasks.LogQuery query = query(call);
    Console console = call.has("--no-color") ? call.console().withoutColours() : call.console();
    boolean prefix = !call.has("--no-log-prefix") && query.task().isEmpty();
    LogText text = new LogText(console.palette(), prefix, call.has("--timestamps"));
    Consumer<String> printed = query.follow() ? call::printNow : call::print;
    OptionalInt index = call.number("--index");
    call.tasks()
        .logs(
            query,
            line -> {
              boolean notice = line.stream().equals(LogLine.NOTICE);
              if (!notice && index.isPresent() && line.slot() != index.getAsInt()) return;
              if (json) printed.accept(JsonText.line(line));
              else if (notice) call.console().say(line.text());
              else printed.accept(text.of(line));
            });
    return 0;
  }

  private static Tasks.LogQuery query(Invocation call) {
    List<String> names = call.arguments();
    boolean task = names.size() == 1 && names.getFirst().matches("[0-9a-f]{12,32}");
    return new Tasks.LogQuery(
        task ? Optional.empty() : Optional.of(StackFinder.find(call.choice(), call.stacks())),
        task ? List.of() : names,
        task ? Optional.of(names.getFirst()) : Optional.empty(),
        tail(call),
        call.text("--since").map(text -> Times.parse(text, call.now())),
        call.text("--until").map(text -> Times.parse(text, call.now())),
        call.has("--follow"));
  }

  private static OptionalInt tail(Invocation call) {
    String text = call.text("--tail").orElse("all");
    if (text.equals("all")) return OptionalInt.empty();
    if (!text.matches("\\d{1,9}"))
      throw Failed.usage("cannot show the last '" + text + "' lines: --tail is a number or all");
    return OptionalInt.of(Integer.parseInt(text));
  }
}
