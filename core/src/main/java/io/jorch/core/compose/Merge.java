package io.jorch.core.compose;

import io.jorch.core.compose.Node.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lays one file over another (compose specification, "Merge"): mappings merge key by key, lists
/// grow, scalars and commands are replaced; `!reset` removes and `!override` replaces.
final class Merge {
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
  }

  Node over(Node base, Node over) {
    return merge(base, over, List.of());
  }

  /// What is left of a file's own tags once nothing more is laid over it.
  static Node settle(Node node) {
    if (node instanceof Node.Scalar scalar) return scalar.untagged();
    return node instanceof Node.Sequence sequence
        ? settled(sequence)
        : settled((Node.Mapping) node);
  }

  private static Node settled(Node.Sequence sequence) {
    List<Node> items = new ArrayList<>();
    for (Node item : sequence.items()) if (!isReset(item)) items.add(settle(item));
    return new Node.Sequence(sequence.mark(), "", items);
  }

  private static Node settled(Node.Mapping mapping) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (var e : mapping.entries().entrySet()) {
      Node value = e.getValue().value();
      if (!isReset(value)) entries.put(e.getKey(), new Entry(e.getValue().mark(), settle(value)));
    }
    return new Node.Mapping(mapping.mark(), "", entries);
  }

  private static boolean isReset(Node node) {
    return node.tag().equals("!reset");
  }

  private Node merge(Node rawBase, Node rawOver, List<String> path) {
    if (rawOver.tag().equals("!override")) return rawOver;
    if (rawOver instanceof Node.Scalar scalar && scalar.isNull()) return rawBase;
    Node base = shape(rawBase, path);
    Node over = shape(rawOver, path);
    if (isCommand(path)) return over;
    if (base instanceof Node.Mapping low && over instanceof Node.Mapping high) {
      return mappings(low, high, path);
    }
    if (base instanceof Node.Sequence low && over instanceof Node.Sequence high) {
      List<Node> items = new ArrayList<>(low.items());
      items.addAll(high.items());
      return new Node.Sequence(low.mark(), low.tag(), items);
    }
    return over;
  }

  private Node mappings(Node.Mapping base, Node.Mapping over, List<String> path) {
    Map<String, Entry> entries = new LinkedHashMap<>(base.entries());
    for (var e : over.entries().entrySet()) {
      Entry high = e.getValue();
      Entry low = entries.get(e.getKey());
      if (isReset(high.value())) entries.remove(e.getKey());
      else if (low == null) entries.put(e.getKey(), high);
      else {
        List<String> inner = new ArrayList<>(path);
        inner.add(e.getKey());
        entries.put(e.getKey(), new Entry(high.mark(), merge(low.value(), high.value(), inner)));
      }
    }
    return new Node.Mapping(over.mark(), base.tag(), entries);
  }

  private static boolean isCommand(List<String> path) {
    if (path.isEmpty() || !path.getFirst().equals("services")) return false;
    String last = path.getLast();
    return (path.size() == 3 && (last.equals("command") || last.equals("entrypoint")))
        || (path.size() == 4 && last.equals("test") && path.get(2).equals("healthcheck"));
  }

  /// Brings the alternative spellings of a key's value into one shape, so that they merge.
  private Node shape(Node node, List<String> path) {
    if (path.size() < 3) return node;
    String last = path.getLast();
    boolean service = path.getFirst().equals("services");
    if (path.size() == 3 && service) return serviceKey(node, last, path);
    boolean pairs =
        path.size() == 3
            ? last.equals("labels")
            : path.size() == 4
                && service
                && switch (path.get(2) + "." + last) {
                  case "build.args", "build.labels", "build.additional_contexts", "deploy.labels" ->
                      true;
                  default -> false;
                };
    return pairs ? pairs(node, path) : node;
  }

  private Node serviceKey(Node node, String key, List<String> path) {
    return switch (key) {
      case "environment", "labels", "annotations", "sysctls" -> pairs(node, path);
      case "depends_on", "networks" -> Shapes.named(node);
      case "env_file", "tmpfs", "dns", "dns_search", "label_file" -> Shapes.listed(node);
      case "extra_hosts" -> Shapes.hosts(node);
      case "build" -> Shapes.keyed("context", node);
      default -> node;
    };
  }

  private Node pairs(Node node, List<String> path) {
    return node instanceof Node.Scalar
        ? node
        : Shapes.pairs(node, String.join(".", path), problems);
  }
}
