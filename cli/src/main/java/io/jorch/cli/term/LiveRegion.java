package io.jorch.cli.term;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The last lines of a terminal, rewritten in place. Only for terminals: to a pipe, print lines.
public final class LiveRegion {
  private final Console console;
  private final Supplier<Size> window;
  private List<String> shown = List.of();
  private Size drawn;

  /// A region in a window that may change its size meanwhile.
  public LiveRegion(Console console, Supplier<Size> window) {
    this.console = console;
    this.window = window;
    this.drawn = window.get();
  }

  /// Replaces the region's lines. More lines than fit are cut, so that none scrolls out of reach.
  public void show(List<String> lines) {
    Size size = window.get();
    List<String> next = fitting(lines, size);
    if (next.equals(shown) && size.equals(drawn)) return;
    StringBuilder text = new StringBuilder();
    int up = shown.stream().mapToInt(line -> height(line, size.columns())).sum();
    if (up > 0) text.append("\u001b[").append(up).append('A');
    for (String line : next) text.append("\r\u001b[2K").append(line).append('\n');
    text.append("\u001b[0J");
    console.out().print(text);
    console.out().flush();
    shown = next;
    drawn = size;
  }

  /// Rows that a line takes: terminals wrap what was wider when they are made narrower.
  private static int height(String line, int columns) {
    return Math.max(1, Math.ceilDiv(visible(line), columns));
  }

  private static int visible(String line) {
    int count = 0;
    for (int i = 0; i < line.length(); i++)
      if (line.charAt(i) != '\u001b') count++;
      else i = line.indexOf('m', i) < 0 ? line.length() : line.indexOf('m', i);
    return count;
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

  private static List<String> fitting(List<String> lines, Size size) {
    int room = Math.max(1, size.rows() - 1);
    List<String> result = new ArrayList<>();
    for (String line : lines) {
      if (result.size() == room - 1 && lines.size() > room) {
        result.add(cut("  … " + (lines.size() - result.size()) + " more", size.columns()));
        break;
      }
      result.add(cut(line, size.columns()));
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
