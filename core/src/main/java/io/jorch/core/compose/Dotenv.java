package io.jorch.core.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads env files: `[export] NAME=value` lines, with comments, quotes, values of several lines and
/// interpolation (compose's "Interpolation: .env file", "env_file"). A name alone takes the value
/// of the surrounding variables, and is left out when there is none.
final class Dotenv {
  private final String file;
  private final String text;
  private final Variables variables;
  private final Problems problems;
  private final Map<String, String> result = new LinkedHashMap<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private Dotenv(String file, String text, Variables variables, Problems problems) {
    this.file = file;
    this.text = text;
    this.variables = variables;
    this.problems = problems;
  }

  /// Values in the file's order. Each is defined in `variables` too, for the lines after it.
  static Map<String, String> read(
      String file, String text, Variables variables, Problems problems) {
    Dotenv reader = new Dotenv(file, text.replace("\r\n", "\n"), variables, problems);
    while (reader.skipBlank()) reader.assignment();
    return reader.result;
  }

  /// `format: raw`: everything after the first `=` is the value as it stands.
  static Map<String, String> raw(String text, Variables variables) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) continue;
      int equals = line.indexOf('=');
      String name = (equals < 0 ? line : line.substring(0, equals)).strip();
      @Nullable String value = equals < 0 ? variables.get(name) : line.substring(equals + 1);
      if (value != null) result.put(name, value);
    }
    return result;
  }

  private boolean skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') skipLine();
      else if (Character.isWhitespace(c) || c == '\uFEFF') step();
      else return true;
    }
    return false;
  }

  private void assignment() {
    Mark mark = mark();
    String name = name();
    if (name.equals("export") && at < text.length() && isBlank(text.charAt(at))) {
      skipSpaces();
      mark = mark();
      name = name();
    }
    skipSpaces();
    char c = at < text.length() ? text.charAt(at) : '\n';
    if (name.isEmpty() || !(c == '=' || c == ':' || c == '\n' || c == '#')) {
      problems.error(mark(), "", "unexpected '" + c + "'; a line must be NAME=value");
      skipLine();
    } else if (c == '=' || c == ':') {
      at++;
      skipSpaces();
      define(name, value(mark));
    } else {
      skipLine();
      @Nullable String inherited = variables.get(name);
      if (inherited != null) define(name, inherited);
    }
  }

  private void define(String name, String value) {
    result.put(name, value);
    variables.define(name, value);
  }

  private String name() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (!Character.isLetterOrDigit(c) && "_.-[]".indexOf(c) < 0) break;
      at++;
    }
    return text.substring(start, at);
  }

  private String value(Mark name) {
    if (at >= text.length()) return "";
    return switch (text.charAt(at)) {
      case '\'' -> quoted('\'', name);
      case '"' -> quoted('"', name);
      default -> bare();
    };
  }

  private String bare() {
    StringBuilder value = new StringBuilder();
    List<Mark> dollars = new ArrayList<>();
    boolean blank = true;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '#' && blank) break;
      blank = isBlank(c);
      if (c == '$') dollars.add(mark());
      value.append(c);
      at++;
    }
    skipLine();
    return expand(value.toString().strip(), dollars);
  }

  private String quoted(char quote, Mark name) {
    at++;
    StringBuilder value = new StringBuilder();
    List<Mark> dollars = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
        escape(text.charAt(at), value, dollars);
      } else {
        if (c == '$') dollars.add(mark());
        value.append(c);
      }
      step();
    }
    if (at >= text.length()) {
      problems.error(name, "", "the value starts with " + quote + ", which is never closed");
      return "";
    }
    at++;
    endOfLine();
    return quote == '"' ? expand(value.toString(), dollars) : value.toString();
  }

  private void escape(char c, StringBuilder value, List<Mark> dollars) {
    switch (c) {
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case '$' -> {
        dollars.add(mark());
        dollars.add(mark());
        value.append("$$");
      }
      default -> value.append(c);
    }
  }

  private void endOfLine() {
    skipSpaces();
    if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '#') {
      problems.error(mark(), "", "unexpected text after the closing quote");
    }
    skipLine();
  }

  private String expand(String value, List<Mark> dollars) {
    return dollars.isEmpty()
        ? value
        : new Interpolation(variables, problems).text(value, dollars, "");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private void skipSpaces() {
    while (at < text.length() && isBlank(text.charAt(at))) at++;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') at++;
  }

  private void step() {
    if (text.charAt(at++) == '\n') {
      line++;
      lineStart = at;
    }
  }

  private Mark mark() {
    return new Mark(file, line, at - lineStart + 1);
  }
}
