package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.DiffView;
import java.util.ArrayList;
import java.util.List;

/// What differs between two revisions: a line an object as in a plan, and one below it a key.
public final class DiffLines {
  private DiffLines() {}

  public static List<String> of(DiffView diff, Palette palette) {
    List<String> lines = new ArrayList<>();
    String heading = "stack " + diff.stack() + ", revision " + diff.from() + " to " + diff.to();
    if (diff.items().isEmpty()) {
      lines.add(heading + ": nothing differs");
      return lines;
    }
    lines.add(heading);
    for (DiffView.Item item : diff.items()) {
      var line = new ApplyResult.Line(item.kind(), item.name(), item.action(), "");
      lines.add(PlanLines.line(line, palette));
      for (DiffView.Key key : item.keys()) {
        if (!key.before().isEmpty())
          lines.add("    " + palette.bad("- " + key.key() + ": " + key.before()));
        if (!key.after().isEmpty())
          lines.add("    " + palette.good("+ " + key.key() + ": " + key.after()));
      }
    }
    return lines;
  }
}
