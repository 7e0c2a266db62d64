package io.jorch.cli.render;

import io.jorch.core.api.Progress;
import java.util.ArrayList;
import java.util.List;

/// Says what of a stack is not ready, and why.
public final class Unready {
  private Unready() {}

  /// Such as `web 1/3 (waiting for api to be healthy), api 0/1 (starting)`.
  public static String sentence(Progress progress) {
    List<String> parts = new ArrayList<>();
    for (Progress.ServiceProgress service : progress.services())
      if (!ProgressBoard.reached(service)) parts.add(part(service));
    return String.join(", ", parts);
  }

  private static String part(Progress.ServiceProgress service) {
    String count =
        service.service() + " " + (service.ready() + service.done()) + "/" + service.desired();
    String why = service.waiting().isEmpty() ? states(service) : service.waiting();
    return why.isEmpty() ? count : count + " (" + why + ")";
  }

  private static String states(Progress.ServiceProgress service) {
    return String.join(
        ", ",
        service.replicas().stream()
            .filter(r -> !r.state().equals("healthy") && !r.state().equals("running"))
            .map(r -> r.detail().isEmpty() ? r.state() : r.state() + ": " + r.detail())
            .distinct()
            .toList());
  }
}
