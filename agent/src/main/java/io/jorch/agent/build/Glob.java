package io.jorch.agent.build;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Name patterns as Go's path matching has them: `*`, `?`, `[a-z]`, `[^a]`, `\` escapes; none
/// crosses a `/`. `**` is for [#ignorePattern] alone.
final class Glob {
  private Glob() {}

  static boolean isPattern(String component) {
    return component.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
  }

  /// For one path component.
  static Pattern component(String glob) {
    return compile(glob, false);
  }

  /// For a whole relative path, `**` standing for any number of directories.
  static Pattern ignorePattern(String glob) {
    return compile(glob, true);
  }

  private static Pattern compile(String glob, boolean doubleStars) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (doubleStars && glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (doubleStars && glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '[') {
        i = set(glob, i, regex);
      } else if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
      } else {
        regex.append(plain(c));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + glob + "' is no valid pattern", e);
    }
  }

  private static String plain(char c) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      default -> Pattern.quote(String.valueOf(c));
    };
  }

  private static int set(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2);
    if (end < 0) throw new IllegalArgumentException("'" + glob + "' is no valid pattern");
    String inner = glob.substring(start + 1, end).replace("[", "\\[").replace("&&", "&\\&");
    regex.append('[').append(inner).append(']');
    return end;
  }
}
