package io.jorch.core.compose;

import java.util.List;

/// A branch as JSON, which is YAML too.
final class JsonText {
  private JsonText() {}

  static String write(Branch branch) {
    StringBuilder out = new StringBuilder();
    value(branch, 0, out);
    return out.append('\n').toString();
  }

  private static void value(Object value, int depth, StringBuilder out) {
    switch (value) {
      case Branch branch -> {
        String separator = "{";
        for (var e : branch.entries().entrySet()) {
          out.append(separator).append('\n').append("  ".repeat(depth + 1));
          quote(e.getKey(), out);
          out.append(": ");
          value(e.getValue(), depth + 1, out);
          separator = ",";
        }
        end(separator, "{", "}", depth, out);
      }
      case List<?> list -> {
        String separator = "[";
        for (Object item : list) {
          out.append(separator).append('\n').append("  ".repeat(depth + 1));
          value(item, depth + 1, out);
          separator = ",";
        }
        end(separator, "[", "]", depth, out);
      }
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag);
      default -> quote(value.toString(), out);
    }
  }

  private static void end(String seen, String open, String close, int depth, StringBuilder out) {
    if (seen.equals(open)) out.append(open);
    else out.append('\n').append("  ".repeat(depth));
    out.append(close);
  }

  /// Escapes what JSON must and what YAML cannot hold, in a form that both read.
  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          boolean odd = c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
          if (odd || c >= 0xfffe || c == 0xfeff || isHalf(text, i)) unicode(c, out);
          else out.append(c);
        }
      }
    }
    out.append('"');
  }

  /// A surrogate without its other half.
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) return false;
    int other = Character.isHighSurrogate(c) ? i + 1 : i - 1;
    return other < 0
        || other >= text.length()
        || !Character.isSurrogatePair(
            text.charAt(Math.min(i, other)), text.charAt(Math.max(i, other)));
  }

  private static void unicode(char c, StringBuilder out) {
    String digits = Integer.toHexString(c);
    out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
  }
}
