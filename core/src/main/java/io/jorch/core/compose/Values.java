package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads single nodes as typed values; what does not fit is a problem and reads as absent.
record Values(Problems problems) {
  Node.Mapping mapping(Node node, String path) {
    if (node instanceof Node.Mapping mapping) return mapping;
    boolean isNull = node instanceof Node.Scalar scalar && scalar.isNull();
    if (!isNull) expected("a mapping", node, path);
    return new Node.Mapping(node.mark(), "", Map.of());
  }

  List<Node> items(Node node, String path) {
    if (node instanceof Node.Sequence sequence) return sequence.items();
    expected("a list", node, path);
    return List.of();
  }

  Optional<String> text(Node node, String path) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      expected("text", node, path);
    } else if (scalar.text().indexOf('\0') >= 0) {
      problems.error(node.mark(), path, "must not contain a NUL character");
    } else {
      return Optional.of(scalar.text());
    }
    return Optional.empty();
  }

  Optional<String> word(Node node, String path) {
    Optional<String> text = text(node, path);
    if (text.isEmpty() || !text.get().isEmpty()) return text;
    problems.error(node.mark(), path, "must not be empty");
    return Optional.empty();
  }

  /// YAML's booleans and the words compose takes for them, in quotes or not.
  Optional<Boolean> bool(Node node, String path) {
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "yes", "y", "on" -> {
        return Optional.of(true);
      }
      case "false", "no", "n", "off" -> {
        return Optional.of(false);
      }
      default -> expected("true or false", node, path);
    }
    return Optional.empty();
  }

  OptionalLong number(Node node, String path, long least, long most) {
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    OptionalLong number = Quantities.integer(text);
    if (number.isEmpty()) {
      expected("a number", node, path);
    } else if (number.getAsLong() < least || number.getAsLong() > most) {
      String range = most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      expected("a number, " + range, node, path);
      return OptionalLong.empty();
    }
    return number;
  }

  OptionalLong bytes(Node node, String path) {
    OptionalLong bytes = Quantities.bytes(node instanceof Node.Scalar s ? s.text() : "");
    if (bytes.isEmpty()) expected("a size such as '50M'", node, path);
    return bytes;
  }

  OptionalLong nanoCpus(Node node, String path) {
    OptionalLong cpus = Quantities.nanoCpus(node instanceof Node.Scalar s ? s.text() : "");
    if (cpus.isEmpty()) expected("a number of CPUs such as '0.5'", node, path);
    return cpus;
  }

  Optional<Duration> duration(Node node, String path) {
    Optional<Duration> duration =
        Quantities.duration(node instanceof Node.Scalar s ? s.text() : "");
    if (duration.isEmpty()) expected("a duration such as '1m30s'", node, path);
    return duration;
  }

  List<String> texts(Node node, String path) {
    List<String> result = new ArrayList<>();
    int index = 0;
    for (Node item : items(node, path)) {
      text(item, path + "[" + index++ + "]").ifPresent(result::add);
    }
    return List.copyOf(result);
  }

  /// A mapping of scalars, or a list of `key=value` where `key` alone has no value. A later item
  /// of a list wins.
  Map<String, Optional<String>> pairs(Node node, String path) {
    if (node instanceof Node.Scalar) {
      expected("a mapping or a list", node, path);
      return Map.of();
    }
    Node.Mapping mapping = Shapes.pairs(node, path, problems);
    Map<String, Optional<String>> result = new LinkedHashMap<>();
    for (var e : mapping.entries().entrySet()) {
      Entry entry = e.getValue();
      boolean isNull = entry.value() instanceof Node.Scalar scalar && scalar.isNull();
      if (e.getKey().isEmpty()) problems.error(entry.mark(), path, "a name must not be empty");
      else if (isNull) result.put(e.getKey(), Optional.empty());
      else
        text(entry.value(), path + "." + e.getKey())
            .ifPresent(v -> result.put(e.getKey(), Optional.of(v)));
    }
    return result;
  }

  <E> Optional<E> choice(Node node, String path, Map<String, E> choices) {
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    E choice = choices.get(text);
    if (choice != null) return Optional.of(choice);
    String all = String.join(", ", new java.util.TreeSet<>(choices.keySet()));
    problems.error(
        node.mark(),
        path,
        (choices.size() == 1 ? "expected " : "expected one of ")
            + all
            + ", got "
            + node.describe()
            + NearMiss.hint(text, choices.keySet()));
    return Optional.empty();
  }

  void expected(String what, Node node, String path) {
    problems.error(node.mark(), path, "expected " + what + ", got " + node.describe());
  }
}
