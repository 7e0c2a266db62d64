package io.jorch.cli.term;

import java.util.ArrayList;
import java.util.List;

/// The last lines of a terminal, rewritten in place. Only for terminals: to a pipe, print lines.
public final class LiveRegion {
  private final Console console;
  private final int columns;
  private final int rows;
  private List<String> shown = List.of();

  public LiveRegion(Console console, Size size) {
    this.console = console;
    this.columns = size.columns();
    this.rows = size.rows();
  }

  /// Replaces the region's lines. More lines than fit are cut, so that none scrolls out of reach.
  public void show(List<String> lines) {
    List<String> next = fitting(lines);
    if (next.equals(shown)) return;
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty()) text.append("\u001b[").append(shown.size()).append('A');
    for (String line : next) text.append("\r\u001b[2K").append(line).append('\n');
    text.append("\u001b[0J");
    console.out().print(text);
    console.out().flush();
    shown = next;
  }

  /// Prints a line that stays, above the region.
  public void printAbove(String line) {
    List<String> region = shown;
    show(List.of());
    console.out().println(line);
    show(region);
  }

  /// Leaves what is shown where it is.
  public void keep() {
    shown = List.of();
  }

  private List<String> fitting(List<String> lines) {
    int room = Math.max(1, rows - 1);
    List<String> result = new ArrayList<>();
    for (String line : lines) {
      if (result.size() == room - 1 && lines.size() > room) {
        result.add("  … " + (lines.size() - result.size()) + " more");
        break;
      }
      result.add(cut(line, columns));
    }
    return result;
  }

  /// At most `width` visible characters; colour sequences take no room and are closed.
  static String cut(String line, int width) {
    StringBuilder text = new StringBuilder();
    int visible = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\u001b') {
        int end = line.indexOf('m', i);
        if (end < 0) break;
        text.append(line, i, end + 1);
        i = end;
      } else if (visible++ < width) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
