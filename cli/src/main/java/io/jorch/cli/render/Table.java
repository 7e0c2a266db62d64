package io.jorch.cli.render;

import java.util.ArrayList;
import java.util.List;

/// Rows under a heading, in columns as wide as their widest cell and three spaces apart.
public final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  public Table row(String... cells) {
    if (cells.length != rows.getFirst().size())
      throw new IllegalArgumentException("a row of " + cells.length + " cells in another table");
    rows.add(List.of(cells));
    return this;
  }

  /// One line a row, without trailing spaces.
  public List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>(rows.size());
    for (List<String> row : rows) lines.add(line(row, widths));
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      text.append(cell);
      if (i < widths.length - 1) text.append(" ".repeat(widths[i] - visible(cell))).append(GAP);
    }
    return text.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows)
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], visible(row.get(i)));
    return widths;
  }

  /// Length as seen: colour sequences take no room.
  private static int visible(String cell) {
    int length = cell.length();
    for (int at = cell.indexOf('\u001b'); at >= 0; at = cell.indexOf('\u001b', at + 1)) {
      int end = cell.indexOf('m', at);
      if (end < 0) break;
      length -= end - at + 1;
    }
    return length;
  }
}
