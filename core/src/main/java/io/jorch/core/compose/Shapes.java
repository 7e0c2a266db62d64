package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns the alternative spellings of a value into one, keeping places. What has neither shape is
/// left as it is, for the reader to report.
final class Shapes {
  private Shapes() {}

  /// A list of `key=value` as a mapping; `key` alone gets null.
  static Node.Mapping pairs(Node node, String path, Problems problems) {
    if (node instanceof Node.Mapping mapping) return mapping;
    Map<String, Entry> entries = new LinkedHashMap<>();
    int index = 0;
    for (Node item : node instanceof Node.Sequence s ? s.items() : List.<Node>of()) {
      String at = path + "[" + index++ + "]";
      if (!(item instanceof Node.Scalar scalar) || scalar.isNull()) {
        problems.error(item.mark(), at, "expected text, got " + item.describe());
        continue;
      }
      int equals = scalar.text().indexOf('=');
      Mark mark = item.mark();
      if (equals < 0) entries.put(scalar.text(), new Entry(mark, Node.Scalar.none(mark)));
      else {
        Node value = Node.Scalar.of(mark, scalar.text().substring(equals + 1));
        entries.put(scalar.text().substring(0, equals), new Entry(mark, value));
      }
    }
    return new Node.Mapping(node.mark(), node.tag(), entries);
  }

  /// A list of names as a mapping of them to null.
  static Node named(Node node) {
    if (!(node instanceof Node.Sequence sequence)) return node;
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Node item : sequence.items()) {
      if (!(item instanceof Node.Scalar scalar) || scalar.isNull()) return node;
      entries.put(scalar.text(), new Entry(item.mark(), Node.Scalar.none(item.mark())));
    }
    return new Node.Mapping(node.mark(), node.tag(), entries);
  }

  /// A single value as a list of one.
  static Node listed(Node node) {
    return node instanceof Node.Sequence
        ? node
        : new Node.Sequence(node.mark(), node.tag(), List.of(node.untagged()));
  }

  /// A text as a mapping with that one key.
  static Node keyed(String key, Node node) {
    if (!(node instanceof Node.Scalar)) return node;
    return new Node.Mapping(
        node.mark(), node.tag(), Map.of(key, new Entry(node.mark(), node.untagged())));
  }

  /// `extra_hosts` as a list of `host=address`.
  static Node hosts(Node node) {
    if (!(node instanceof Node.Mapping mapping)) return node;
    List<Node> items = new ArrayList<>();
    for (var e : mapping.entries().entrySet()) {
      Node addresses = listed(e.getValue().value());
      for (Node address : ((Node.Sequence) addresses).items()) {
        String text = address instanceof Node.Scalar scalar ? scalar.text() : "";
        items.add(Node.Scalar.of(address.mark(), e.getKey() + "=" + text));
      }
    }
    return new Node.Sequence(node.mark(), node.tag(), items);
  }
}
