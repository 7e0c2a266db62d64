package io.jorch.core.compose;

import java.util.List;

/// A branch as block YAML. Texts are quoted unless they can only be read as that text.
final class YamlText {
  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String write(Branch branch) {
    YamlText text = new YamlText();
    text.entries(branch, 0, false);
    return text.out.toString();
  }

  /// Lines `key: value`.
  ///
  /// @param afterDash the first line follows the dash of a list's item
  private void entries(Branch branch, int depth, boolean afterDash) {
    boolean indented = afterDash;
    for (var e : branch.entries().entrySet()) {
      if (!indented) out.append("  ".repeat(depth));
      indented = false;
      scalar(e.getKey());
      out.append(':');
      value(e.getValue(), depth);
    }
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Branch branch when !branch.entries().isEmpty() -> {
        out.append('\n');
        entries(branch, depth + 1, false);
      }
      case Branch branch -> out.append(" {}\n");
      case List<?> list when !list.isEmpty() -> {
        out.append('\n');
        for (Object item : list) item(item, depth + 1);
      }
      case List<?> list -> out.append(" []\n");
      default -> {
        out.append(' ');
        scalar(value);
        out.append('\n');
      }
    }
  }

  private void item(Object item, int depth) {
    out.append("  ".repeat(depth)).append("- ");
    if (item instanceof Branch branch && !branch.entries().isEmpty()) {
      entries(branch, depth + 1, true);
    } else {
      scalar(item);
      out.append('\n');
    }
  }

  private void scalar(Object value) {
    if (value instanceof String text && !isPlain(text)) JsonText.quote(text, out);
    else if (value instanceof Branch) out.append("{}");
    else out.append(value);
  }

  /// Words that start with a letter or a slash and are no other type's.
  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > 200) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '_';
      boolean inner = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == '@';
      boolean colon = c == ':' && i + 1 < text.length();
      if (!letter && (i == 0 || !(inner || colon))) return false;
    }
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "null", "true", "false", "yes", "no", "on", "off", "y", "n" -> false;
      default -> true;
    };
  }
}
