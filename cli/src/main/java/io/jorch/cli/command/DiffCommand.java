package io.jorch.cli.command;

import io.jorch.cli.render.DiffLines;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.term.Failed;
import io.jorch.core.api.DiffView;
import java.util.List;
import java.util.OptionalLong;

final class DiffCommand implements Command {
  @Override
  public void describe(Grammar grammar) {
    grammar.arguments(
        "[STACK] [REVISION [REVISION]]",
        "the stack, instead of the file in sight; from which revision (the one before), to which"
            + " (the current one)",
        "0..3");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<String> words = call.arguments();
    boolean named = !words.isEmpty() && !isNumber(words.getFirst());
    List<String> numbers = named ? words.subList(1, words.size()) : words;
    if (numbers.size() > 2 || !numbers.stream().allMatch(DiffCommand::isNumber))
      throw Failed.usage(
          "cannot compare '" + String.join(" ", words) + "': write [STACK] [REVISION [REVISION]]");
    String stack = Named.stack(call, named ? words.subList(0, 1) : List.of());
    DiffView diff = call.stacks().diff(stack, number(numbers, 0), number(numbers, 1));
    if (json) call.print(JsonText.pretty(diff));
    else call.print(DiffLines.of(diff, call.console().palette()));
    return 0;
  }

  private static boolean isNumber(String word) {
    return word.matches("\\d{1,18}");
  }

  private static OptionalLong number(List<String> numbers, int at) {
    return at < numbers.size()
        ? OptionalLong.of(Long.parseLong(numbers.get(at)))
        : OptionalLong.empty();
  }
}
