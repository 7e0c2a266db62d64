package io.jorch.core.compose;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Finds the place of each `$` of a scalar in the source, whatever its style: the n-th `$` of the
/// value is the n-th `$` of the source text (an escape such as `\x24`, which breaks that, makes the
/// scalar's start stand for all).
final class DollarMarks {
  private final String file;
  private final String text;
  private int @org.jspecify.annotations.Nullable [] lineStarts;

  DollarMarks(String file, String text) {
    this.file = file;
    this.text = text;
  }

  List<Mark> within(ScalarEvent event, String value) {
    var start = event.getStartMark().orElseThrow();
    var end = event.getEndMark().orElseThrow();
    boolean block = event.isLiteral() || event.isFolded();
    int line = block ? start.getLine() + 1 : start.getLine();
    int from = block ? lineStart(line) : offset(start.getLine(), start.getColumn());
    List<Mark> found = scan(line, from, offset(end.getLine(), end.getColumn()));
    int wanted = 0;
    for (int i = value.indexOf('$'); i >= 0; i = value.indexOf('$', i + 1)) wanted++;
    if (found.size() == wanted) return found;
    Mark whole = new Mark(file, start.getLine() + 1, start.getColumn() + 1);
    return java.util.Collections.nCopies(wanted, whole);
  }

  private List<Mark> scan(int firstLine, int from, int to) {
    List<Mark> found = new ArrayList<>();
    int line = firstLine;
    for (int i = text.indexOf('$', from); i >= 0 && i < to; i = text.indexOf('$', i + 1)) {
      while (lineStart(line + 1) <= i) line++;
      found.add(new Mark(file, line + 1, text.codePointCount(lineStart(line), i) + 1));
    }
    return found;
  }

  private int offset(int line, int column) {
    int start = lineStart(line);
    int end = Math.min(text.length(), lineStart(line + 1));
    return column > end - start ? end : text.offsetByCodePoints(start, column);
  }

  private int lineStart(int line) {
    int[] starts = lineStarts;
    if (starts == null) starts = lineStarts = starts();
    return line < starts.length ? starts[line] : text.length() + 1;
  }

  private int[] starts() {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (half || (c != '\n' && c != '\r')) continue;
      if (count == starts.length) starts = java.util.Arrays.copyOf(starts, count * 2);
      starts[count++] = i + 1;
    }
    return java.util.Arrays.copyOf(starts, count);
  }
}
