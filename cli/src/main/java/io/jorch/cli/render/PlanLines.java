package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.ApplyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a change does, object by object.
public final class PlanLines {
  private PlanLines() {}

  public static List<String> of(ApplyResult result, Palette palette) {
    List<String> lines = new ArrayList<>();
    for (ApplyResult.Line line : result.plan()) lines.add(line(line, palette));
    return lines;
  }

  static String line(ApplyResult.Line line, Palette palette) {
    String word = line.action().name().toLowerCase(Locale.ROOT);
    String action =
        switch (line.action()) {
          case CREATED -> palette.good("+ " + word);
          case UPDATED -> palette.notable("~ " + word);
          case REMOVED -> palette.bad("- " + word);
          case UNCHANGED -> palette.faint("= " + word);
        };
    String pad = " ".repeat("unchanged".length() - word.length());
    String detail = line.detail().isEmpty() ? "" : " " + palette.faint("(" + line.detail() + ")");
    return action + pad + "  " + line.kind() + " " + line.name() + detail;
  }
}
