package io.jorch.cli.render;

import io.jorch.core.api.ClusterView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The text of `jorch cluster status`.
public final class ClusterRows {
  private ClusterRows() {}

  public static List<String> of(ClusterView view, Instant now) {
    List<String> lines = new ArrayList<>();
    String leader = view.leader().isEmpty() ? "nobody decides now" : view.leader() + " decides";
    lines.add("cluster " + view.id() + ", formed " + Ages.ago(view.createdAt(), now));
    lines.add("authority " + view.authority());
    view.rotation().ifPresent(rotation -> lines.add(line(rotation)));
    lines.add(
        leader
            + "; "
            + view.quorum()
            + " of "
            + view.managers().size()
            + " managers must answer for anything to be changed");
    Table table = new Table("MANAGER", "ADDRESS", "STATE", "BEHIND", "");
    for (ClusterView.ManagerLine each : view.managers())
      table.row(
          each.hostname(),
          each.address(),
          each.state(),
          each.lag() < 0 ? "unknown" : Long.toString(each.lag()),
          each.trouble());
    lines.addAll(table.lines());
    view.advice().forEach(sentence -> lines.add("! " + sentence));
    return lines;
  }

  private static String line(ClusterView.Rotation rotation) {
    String begin = "! its root is being replaced; ";
    if (rotation.waiting().isEmpty()) {
      return begin + "all nodes go by the new one, and the old one is about to be trusted no more";
    }
    return begin
        + "not renewed yet: "
        + rotation.waiting().stream().map(ClusterRows::name).collect(Collectors.joining(", "))
        + ". Until then the old one is trusted too; `jorch node rm` takes out a node that will not"
        + " come back";
  }

  private static String name(ClusterView.Waiting node) {
    return node.present() ? node.hostname() : node.hostname() + " (away)";
  }
}
