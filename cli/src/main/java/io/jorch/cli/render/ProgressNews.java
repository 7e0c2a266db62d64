package io.jorch.cli.render;

import io.jorch.core.api.Progress;
import io.jorch.core.api.Progress.Replica;
import io.jorch.core.api.Progress.ServiceProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What changed since the last look, as plain lines for a pipe: one a replica that has a new state,
/// one a service that waits for something else. What was well before the first look is no news.
public final class ProgressNews {
  private static final Set<String> WELL = Set.of("running", "healthy", "complete");

  private final Map<String, String> known = new HashMap<>();
  private boolean first = true;

  public List<String> next(Progress progress) {
    List<String> lines = new ArrayList<>();
    news(lines, "", ProgressBoard.goingBack(progress));
    for (ServiceProgress service : progress.services()) {
      if (!ProgressBoard.toldByReplica(service))
        news(lines, service.service(), withoutAside(service.waiting()));
      if (service.outdated() > 0)
        news(lines, service.service() + "  ", ProgressBoard.count(service));
      for (Replica replica : service.replicas())
        news(lines, ProgressBoard.label(service, replica) + " ", text(replica));
    }
    if (!progress.services().isEmpty()) first = false;
    return lines;
  }

  /// Empty for what is not worth a line: its service says why it waits, and being assigned takes
  /// no time.
  private String text(Replica replica) {
    if (ProgressBoard.onlyWaits(replica)) return "";
    if (replica.state().equals("assigned") && replica.detail().isEmpty()) return "";
    return replica.detail().isEmpty() ? replica.state() : replica.state() + ": " + replica.detail();
  }

  /// What is awaited stays, how far that is goes: it has lines of its own.
  private static String withoutAside(String waiting) {
    return waiting.startsWith("waits for ") ? waiting.replaceFirst(" \\([^()]*\\)$", "") : waiting;
  }

  private void news(List<String> lines, String name, String text) {
    String before = known.put(name, text);
    if (text.isEmpty() || text.equals(before) || (first && WELL.contains(text))) return;
    lines.add((name.strip() + " " + text).strip());
  }
}
