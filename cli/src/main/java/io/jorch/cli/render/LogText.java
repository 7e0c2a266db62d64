package io.jorch.cli.render;

import io.jorch.cli.term.Palette;
import io.jorch.core.api.LogLine;
import java.util.Map;
import java.util.TreeMap;

/// Log lines with the name of who wrote them in front, in columns that grow as names appear.
public final class LogText {
  private final Palette palette;
  private final boolean prefix;
  private final boolean times;
  private final Map<String, String> names = new TreeMap<>();
  private int width;

  public LogText(Palette palette, boolean prefix, boolean times) {
    this.palette = palette;
    this.prefix = prefix;
    this.times = times;
  }

  public String of(LogLine line) {
    String text = times ? line.time() + " " + line.text() : line.text();
    if (!prefix) return text;
    String name = line.slot() == 0 ? line.service() : line.service() + "-" + line.slot();
    if (names.putIfAbsent(name, name) == null) width = Math.max(width, name.length());
    return palette.byKey(name, name + " ".repeat(width - name.length()) + " |") + " " + text;
  }
}
