package io.jorch.cli.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Small bodies of requests and answers that have no record in `core.api`.
final class Requests {
  private Requests() {}

  record Replicas(Map<String, Integer> services) {}

  record Services(List<String> services) {}

  record Signal(String signal) {}

  record Target(OptionalLong to) {}

  record Availability(String availability) {}

  record Labels(Map<String, String> add, List<String> remove) {}

  record Tag(String source, String target) {}

  /// Answer to a detached run.
  record Started(String task) {}

  record Nothing() {}
}
