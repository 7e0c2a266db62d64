package io.jorch.agent.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Words of an instruction as docker reads them: split at blanks outside quotes, then quotes
/// removed and variables replaced, `${a:-b}` and its kin included.
final class Words {
  private final char escape;

  Words(char escape) {
    this.escape = escape;
  }

  /// Splits, keeping quotes and escapes for [#expand]. Blanks inside `${…}` do not split.
  List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && braces == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
        continue;
      }
      word.append(c);
      if (quote != '\'' && text.startsWith("${", i)) braces++;
      else if (c == '}' && braces > 0) braces--;
      if (c == escape && quote != '\'' && i + 1 < text.length()) word.append(text.charAt(++i));
      else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
      else if (c == quote) quote = 0;
    }
    if (!word.isEmpty()) words.add(word.toString());
    return words;
  }

  /// Replaces variables and removes quotes. An unknown variable is empty; the message of `${a:?m}`
  /// comes as an [IllegalArgumentException], as does an unfinished `${`.
  String expand(String word, Function<String, Optional<String>> variables) {
    return new Expansion(word, variables).run();
  }

  /// Replaces variables in running text, where quotes are ordinary characters.
  String expandText(String text, Function<String, Optional<String>> variables) {
    return new Expansion(text, variables).plain();
  }

  private final class Expansion {
    private final String in;
    private final Function<String, Optional<String>> variables;
    private final StringBuilder out = new StringBuilder();
    private int at;

    Expansion(String in, Function<String, Optional<String>> variables) {
      this.in = in;
      this.variables = variables;
    }

    String run() {
      char quote = 0;
      while (at < in.length()) {
        char c = in.charAt(at++);
        if (quote == '\'') {
          if (c == '\'') quote = 0;
          else out.append(c);
        } else if (c == escape && at < in.length()) {
          escaped(quote);
        } else if (c == '"' || (c == '\'' && quote == 0)) {
          quote = quote == c ? 0 : c;
        } else if (c == '$') {
          out.append(variable());
        } else {
          out.append(c);
        }
      }
      return out.toString();
    }

    String plain() {
      while (at < in.length()) {
        char c = in.charAt(at++);
        if (c == escape && at < in.length()) escaped('"');
        else if (c == '$') out.append(variable());
        else out.append(c);
      }
      return out.toString();
    }

    /// Inside double quotes only `"`, `$` and the escape itself can be escaped.
    private void escaped(char quote) {
      char c = in.charAt(at++);
      if (quote == '"' && c != '"' && c != '$' && c != escape) out.append(escape);
      out.append(c);
    }

    private String variable() {
      if (at < in.length() && in.charAt(at) == '{') {
        int end = closing(at + 1);
        String inner = in.substring(at + 1, end);
        at = end + 1;
        return braced(inner);
      }
      int start = at;
      while (at < in.length() && isNamePart(in.charAt(at), at == start)) at++;
      if (at == start) return "$";
      return variables.apply(in.substring(start, at)).orElse("");
    }

    private int closing(int from) {
      int depth = 1;
      for (int i = from; i < in.length(); i++) {
        char c = in.charAt(i);
        if (c == escape) i++;
        else if (c == '{') depth++;
        else if (c == '}' && --depth == 0) return i;
      }
      throw new IllegalArgumentException("'" + in + "': '${' has no '}'");
    }

    private String braced(String inner) {
      int n = 0;
      while (n < inner.length() && isNamePart(inner.charAt(n), n == 0)) n++;
      String name = inner.substring(0, n);
      String rest = inner.substring(n);
      boolean colon = rest.startsWith(":");
      String operator = colon ? rest.substring(1) : rest;
      if (name.isEmpty() || (operator.isEmpty() && colon)) throw unknown(inner);
      Optional<String> value = variables.apply(name).filter(v -> !colon || !v.isEmpty());
      if (operator.isEmpty()) return value.orElse("");
      String word = operator.substring(1);
      return switch (operator.charAt(0)) {
        case '-' -> value.orElseGet(() -> expand(word, variables));
        case '+' -> value.isPresent() ? expand(word, variables) : "";
        case '?' -> value.orElseThrow(() -> required(name, word));
        default -> throw unknown(inner);
      };
    }

    private IllegalArgumentException required(String name, String word) {
      String text = expand(word, variables);
      return new IllegalArgumentException(
          "variable " + name + ": " + (text.isEmpty() ? "it must have a value" : text));
    }

    private IllegalArgumentException unknown(String inner) {
      return new IllegalArgumentException(
          "'${" + inner + "}': use ${name}, ${name:-default}, ${name:+other} or ${name:?message}");
    }
  }

  private static boolean isNamePart(char c, boolean first) {
    boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (!first && c >= '0' && c <= '9');
  }
}
