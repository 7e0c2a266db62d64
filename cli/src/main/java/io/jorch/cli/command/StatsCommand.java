package io.jorch.cli.command;

import io.jorch.cli.client.Tasks;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.render.StatsRows;
import io.jorch.cli.stack.StackNames;
import io.jorch.cli.term.Failed;
import io.jorch.cli.term.LiveRegion;
import io.jorch.cli.term.Window;
import io.jorch.core.api.TaskStats;
import io.jorch.core.api.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

final class StatsCommand implements Command {
  private static final int FEW = 50;

  @Override
  public void describe(Grammar grammar) {
    grammar
        .arguments(
            "SERVICE|TASK", "only these; all of the stack in sight when none is named", "0..*")
        .flag("of all stacks, not only the one in sight", "-a", "--all")
        .flag("measure once and end", "--no-stream")
        .flag("ids in full", "--no-trunc");
  }

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    Tasks.StatsQuery query = query(call);
    if (!query.follow()) once(call, query, json);
    else if (json) call.tasks().stats(query, row -> call.printNow(JsonText.line(row)));
    else call.tasks().stats(query, display(call));
    return 0;
  }

  private static Tasks.StatsQuery query(Invocation call) {
    boolean follow = !call.has("--no-stream");
    if (!call.arguments().isEmpty()) {
      List<TaskView> tasks = new TaskFinder(call, "measure").named(call.arguments());
      return new Tasks.StatsQuery(
          Optional.empty(), List.of(), tasks.stream().map(TaskView::id).toList(), follow);
    }
    Optional<String> stack = call.has("--all") ? Optional.empty() : StackNames.of(call.choice());
    return new Tasks.StatsQuery(stack, List.of(), List.of(), follow);
  }

  /// What could be had is shown, also when something could not.
  private static void once(Invocation call, Tasks.StatsQuery query, boolean json) {
    List<TaskStats> rows = new ArrayList<>();
    Optional<Failed> failure = Optional.empty();
    try {
      call.tasks().stats(query, rows::add);
    } catch (Failed failed) {
      if (rows.isEmpty()) throw failed;
      failure = Optional.of(failed);
    }
    rows.sort(StatsRows.ORDER);
    if (json) call.print(JsonText.pretty(rows));
    else call.print(StatsRows.of(rows, call.has("--no-trunc")));
    if (failure.isPresent()) throw failure.get();
  }

  /// Drawn once a round. A terminal shows a few rows as they come, rather than nothing at first.
  private static Consumer<TaskStats> display(Invocation call) {
    StatsRows.Board board = new StatsRows.Board();
    Optional<LiveRegion> region =
        call.console().terminal()
            ? Optional.of(new LiveRegion(call.console(), Window.watched()))
            : Optional.empty();
    return row -> {
      boolean round = board.add(row);
      List<TaskStats> rows = board.rows();
      if (region.isPresent() && (round || rows.size() <= FEW)) {
        region.get().show(StatsRows.of(rows, call.has("--no-trunc")));
      } else if (region.isEmpty() && round) {
        call.print(StatsRows.of(rows, call.has("--no-trunc")));
        call.printNow("");
      }
    };
  }
}
