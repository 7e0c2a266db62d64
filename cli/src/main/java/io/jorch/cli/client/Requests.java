package io.jorch.cli.client;

import java.util.List;
import java.util.Map;

/// Small bodies of requests and answers that have no record in `core.api`.
final class Requests {
  private Requests() {}

  record Replicas(Map<String, Integer> services) {}

  record Services(List<String> services) {}

  record Signal(String signal) {}

  record Tag(String source, String target) {}

  /// Answer to a detached run.
  record Started(String task) {}

  record Nothing() {}
}
