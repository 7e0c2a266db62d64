package io.jorch.cli.render;

import io.jorch.core.api.NodeView;
import java.util.ArrayList;
import java.util.List;

/// The table of `jorch node ls`.
public final class NodeRows {
  private NodeRows() {}

  public static List<String> of(List<NodeView> nodes) {
    Table table = new Table("ID", "HOSTNAME", "ROLE", "STATUS", "AVAILABILITY", "TASKS", "LABELS");
    for (NodeView node : nodes)
      table.row(
          node.id(),
          node.hostname(),
          node.role(),
          node.status(),
          node.availability() + (node.detail().isEmpty() ? "" : " (" + node.detail() + ")"),
          Integer.toString(node.tasks()),
          labels(node));
    return table.lines();
  }

  private static String labels(NodeView node) {
    List<String> labels = new ArrayList<>();
    node.labels().forEach((name, value) -> labels.add(name + "=" + value));
    return String.join(", ", labels);
  }
}
