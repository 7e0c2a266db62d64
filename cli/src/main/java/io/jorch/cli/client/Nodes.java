package io.jorch.cli.client;

import io.jorch.cli.http.Request;
import io.jorch.core.api.DrainProgress;
import io.jorch.core.api.NodeView;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What can be asked about nodes, and said about them. A node is named by its id, the start of
/// that, or its host name.
public final class Nodes {
  private final Daemon daemon;

  public Nodes(Daemon daemon) {
    this.daemon = daemon;
  }

  public List<NodeView> all() {
    return daemon.list("/v1/nodes", NodeView.class);
  }

  public NodeView get(String node) {
    return daemon.get(new Target("nodes", node).toString(), NodeView.class);
  }

  /// Says whether new tasks may come and old ones stay.
  ///
  /// @param availability `active`, `pause` or `drain`
  public NodeView availability(String node, String availability) {
    return daemon.call(
        "POST",
        new Target("nodes", node, "availability").toString(),
        new Requests.Availability(availability),
        NodeView.class);
  }

  public NodeView labels(String node, Map<String, String> add, List<String> remove) {
    return daemon.call(
        "POST",
        new Target("nodes", node, "labels").toString(),
        new Requests.Labels(add, remove),
        NodeView.class);
  }

  /// Follows a node that is drained until nothing moves any more.
  public void drained(String node, Predicate<DrainProgress> sink) {
    String target = new Target("nodes", node, "drained").toString();
    daemon.stream(Request.of("GET", target), DrainProgress.class, sink);
  }
}
