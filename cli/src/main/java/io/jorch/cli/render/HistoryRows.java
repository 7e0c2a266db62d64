package io.jorch.cli.render;

import io.jorch.core.api.RevisionView;
import java.time.Instant;
import java.util.List;

/// The table of `jorch history`.
public final class HistoryRows {
  private HistoryRows() {}

  /// The current revision has a star.
  public static List<String> of(List<RevisionView> revisions, Instant now) {
    Table table = new Table("REVISION", "CREATED", "STATE", "REASON", "DETAIL");
    for (RevisionView revision : revisions)
      table.row(
          revision.revision() + (revision.current() ? " *" : ""),
          Ages.ago(revision.createdAt(), now),
          revision.state(),
          revision.reason(),
          revision.detail());
    return table.lines();
  }
}
