package io.jorch.cli.term;

/// Colours of a terminal (ECMA-48 SGR), or none.
public record Palette(boolean on) {
  private static final int[] PREFIXES = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

  public String good(String text) {
    return paint(32, text);
  }

  public String bad(String text) {
    return paint(31, text);
  }

  public String notable(String text) {
    return paint(33, text);
  }

  public String faint(String text) {
    return paint(2, text);
  }

  public String strong(String text) {
    return paint(1, text);
  }

  /// The same colour for the same key, different ones for most different keys.
  public String byKey(String key, String text) {
    return paint(PREFIXES[Math.floorMod(key.hashCode(), PREFIXES.length)], text);
  }

  private String paint(int code, String text) {
    return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
