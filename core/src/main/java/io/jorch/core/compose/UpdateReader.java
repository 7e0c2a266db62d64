package io.jorch.core.compose;

import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.UpdatePolicy;
import io.jorch.core.model.UpdatePolicy.FailureAction;
import io.jorch.core.model.UpdatePolicy.Order;
import java.util.Map;
import java.util.Optional;

/// `deploy.update_config` and `deploy.rollback_config`.
final class UpdateReader {
  private static final Map<String, Order> ORDERS =
      Map.of("start-first", Order.START_FIRST, "stop-first", Order.STOP_FIRST);

  private static final Map<String, FailureAction> ACTIONS =
      Map.of(
          "pause", FailureAction.PAUSE,
          "continue", FailureAction.CONTINUE,
          "rollback", FailureAction.ROLLBACK);

  /// A return that fails has nothing to return to.
  private static final Map<String, FailureAction> ROLLBACK_ACTIONS =
      Map.of("pause", FailureAction.PAUSE, "continue", FailureAction.CONTINUE);

  private UpdateReader() {}

  static UpdatePolicy update(Section deploy) {
    return read(deploy, "update_config", ACTIONS);
  }

  static UpdatePolicy rollback(Section deploy) {
    return read(deploy, "rollback_config", ROLLBACK_ACTIONS);
  }

  private static UpdatePolicy read(Section deploy, String key, Map<String, FailureAction> actions) {
    Optional<Section> found = deploy.section(key, SpecKeys.UPDATE);
    if (found.isEmpty()) return UpdatePolicy.DEFAULT;
    Section section = found.get();
    UpdatePolicy usual = UpdatePolicy.DEFAULT;
    UpdatePolicy policy =
        new UpdatePolicy(
            section.number("parallelism", 0, Integer.MAX_VALUE).orElse(usual.parallelism()),
            section.duration("delay").orElse(usual.delay()),
            section.choice("order", ORDERS).orElse(usual.order()),
            section.duration("monitor").orElse(usual.monitor()),
            section.choice("failure_action", actions).orElse(usual.failureAction()),
            ratio(section).orElse(usual.maxFailureRatio()));
    section.close();
    return policy;
  }

  private static Optional<Double> ratio(Section section) {
    Optional<String> text = section.text("max_failure_ratio");
    if (text.isEmpty()) return Optional.empty();
    if (text.get().matches("0?\\.\\d{1,15}|0|1(\\.0{1,15})?")) {
      return Optional.of(Double.valueOf(text.get()));
    }
    section.error("max_failure_ratio", "expected a number from 0 to 1, got '" + text.get() + "'");
    return Optional.empty();
  }

  /// Says where `start-first` cannot be had.
  static void warn(Section service, ServiceSpec spec) {
    boolean wanted =
        spec.deployment().update().order() == Order.START_FIRST
            || spec.deployment().rollback().order() == Order.START_FIRST;
    if (!wanted || spec.exclusive().isEmpty()) return;
    String why = "the service " + spec.exclusive().get();
    service.warn("deploy", "order 'start-first' is not possible, so its tasks stop first: " + why);
  }
}
