package io.jorch.cli.render;

import io.jorch.core.api.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What changed since the last look, as plain lines for a pipe: one a replica that has a new state,
/// one a service that waits for something else.
public final class ProgressNews {
  private final Map<String, String> known = new LinkedHashMap<>();

  public List<String> next(Progress progress) {
    List<String> lines = new ArrayList<>();
    for (Progress.ServiceProgress service : progress.services()) {
      news(
          lines,
          service.service(),
          service.waiting().isEmpty() ? "" : "waits: " + service.waiting());
      for (Progress.Replica replica : service.replicas()) {
        String detail = replica.detail().isEmpty() ? "" : ": " + replica.detail();
        news(lines, ProgressBoard.label(service, replica) + " ", replica.state() + detail);
      }
    }
    return lines;
  }

  private void news(List<String> lines, String name, String text) {
    String before = known.put(name, text);
    if (!text.isEmpty() && !text.equals(before)) lines.add(name.strip() + " " + text);
  }
}
