package io.jorch.cli.term;

/// A terminal's size in characters.
public record Size(int columns, int rows) {
  public static final Size USUAL = new Size(80, 24);

  /// What `stty size` prints: rows, then columns. Anything else, or zero, means the usual size.
  static Size parse(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("\\d{1,5}") || !words[1].matches("\\d{1,5}"))
      return USUAL;
    Size size = new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    return size.columns == 0 || size.rows == 0 ? USUAL : size;
  }
}
