package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replaces variables in values (never in keys): compose specification, "Interpolation".
final class Interpolation {
  private final Variables variables;
  private final Problems problems;

  Interpolation(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /// The same tree with variables replaced; parts without any are shared. A switch on the type
  /// would do, but its bootstrap is felt at the start of every command.
  Node apply(Node node, String path) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.dollars().isEmpty() ? scalar : replace(scalar, path);
    }
    return node instanceof Node.Sequence sequence
        ? sequence(sequence, path)
        : mapping((Node.Mapping) node, path);
  }

  private Node sequence(Node.Sequence sequence, String path) {
    List<Node> items = new ArrayList<>(sequence.items().size());
    for (Node item : sequence.items()) items.add(apply(item, path + "[" + items.size() + "]"));
    return new Node.Sequence(sequence.mark(), sequence.tag(), items);
  }

  private Node mapping(Node.Mapping mapping, String path) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String prefix = path.isEmpty() ? "" : path + ".";
    for (var e : mapping.entries().entrySet()) {
      Node value = apply(e.getValue().value(), prefix + e.getKey());
      entries.put(e.getKey(), new Entry(e.getValue().mark(), value));
    }
    return new Node.Mapping(mapping.mark(), mapping.tag(), entries);
  }

  private Node replace(Node.Scalar scalar, String path) {
    String text = text(scalar.text(), scalar.dollars(), path);
    return new Node.Scalar(scalar.mark(), scalar.tag(), text, false, List.of());
  }

  /// @param dollars the place of each `$` of `text`, in order
  String text(String text, List<Mark> dollars, String path) {
    return new Pass(text, dollars, path).run(text.length());
  }

  /// One walk over one value. `live` is off in a branch that is not taken, whose variables are
  /// neither missed nor required.
  private final class Pass {
    private final String text;
    private final List<Mark> dollars;
    private final String path;
    private int at;
    private int dollar;
    private boolean live = true;

    Pass(String text, List<Mark> dollars, String path) {
      this.text = text;
      this.dollars = dollars;
      this.path = path;
    }

    String run(int end) {
      StringBuilder out = new StringBuilder();
      while (at < end) {
        char c = text.charAt(at++);
        if (c == '$') out.append(afterDollar(end));
        else out.append(c);
      }
      return out.toString();
    }

    private String afterDollar(int end) {
      Mark mark = dollars.get(Math.min(dollar++, dollars.size() - 1));
      char next = at < end ? text.charAt(at) : ' ';
      if (next == '$') {
        at++;
        dollar++;
        return "$";
      }
      if (next == '{') return braced(mark, end);
      String name = name(end);
      if (!name.isEmpty()) return plain(name, mark);
      error(mark, "'$' is not followed by a variable's name; write '$$' for a dollar sign");
      return "$";
    }

    private String braced(Mark mark, int end) {
      int close = closing(at, end);
      if (close < 0) {
        error(mark, "'${' is not closed by '}'; write '$$' for a dollar sign");
        at = end;
        return "";
      }
      at++;
      String name = name(close);
      String result = name.isEmpty() ? badName(mark, close) : operator(name, mark, close);
      skipTo(close + 1);
      return result;
    }

    private String badName(Mark mark, int close) {
      String found = text.substring(at, close);
      error(mark, "'${" + found + "}' does not start with a variable's name");
      return "";
    }

    private String operator(String name, Mark mark, int close) {
      if (at == close) return plain(name, mark);
      boolean colon = text.charAt(at) == ':';
      char operator = at + (colon ? 1 : 0) < close ? text.charAt(at + (colon ? 1 : 0)) : ' ';
      if (operator != '-' && operator != '?' && operator != '+') {
        error(mark, "after '${" + name + "' expected one of } :- - :? ? :+ +");
        return "";
      }
      at += colon ? 2 : 1;
      @Nullable String value = variables.get(name);
      boolean there = value != null && !(colon && value.isEmpty());
      String rest = rest(close, operator == '+' ? there : !there);
      if (operator == '+') return there ? rest : "";
      if (there && value != null) return value;
      if (operator == '?' && live) error(mark, required(name, rest));
      return operator == '-' ? rest : "";
    }

    private String rest(int close, boolean taken) {
      boolean before = live;
      live = live && taken;
      String rest = run(close);
      live = before;
      return rest;
    }

    private static String required(String name, String message) {
      return "variable " + name + " is required" + (message.isEmpty() ? "" : ": " + message);
    }

    private String plain(String name, Mark mark) {
      @Nullable String value = variables.get(name);
      if (value != null) return value;
      if (live)
        problems.warn(mark, "", "variable " + name + " is not set; an empty string is used");
      return "";
    }

    private String name(int end) {
      int start = at;
      while (at < end && isName(text.charAt(at), at > start)) at++;
      return text.substring(start, at);
    }

    private static boolean isName(char c, boolean later) {
      return c == '_'
          || (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (later && c >= '0' && c <= '9');
    }

    /// The `}` that belongs to the `{` at `open`, or -1.
    private int closing(int open, int end) {
      int depth = 0;
      for (int i = open; i < end; i++) {
        char c = text.charAt(i);
        if (c == '{' && text.charAt(i - 1) == '$') depth++;
        if (c == '}' && --depth == 0) return i;
      }
      return -1;
    }

    private void skipTo(int end) {
      for (; at < end; at++) if (text.charAt(at) == '$') dollar++;
    }

    private void error(Mark mark, String message) {
      problems.error(mark, path, message);
    }
  }
}
