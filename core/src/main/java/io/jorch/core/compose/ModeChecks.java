package io.jorch.core.compose;

import io.jorch.core.model.Deployment;
import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.RestartPolicy;
import java.util.Locale;
import java.util.Map;

/// `deploy.mode`, and what does not go with it.
final class ModeChecks {
  static final Map<String, Mode> MODES =
      Map.of(
          "replicated", Mode.REPLICATED,
          "global", Mode.GLOBAL,
          "replicated-job", Mode.REPLICATED_JOB,
          "global-job", Mode.GLOBAL_JOB);

  private ModeChecks() {}

  static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Keys of `deploy`.
  static void deploy(Section deploy, Mode mode) {
    if (mode.global() && deploy.node("replicas").isPresent()) {
      deploy.error("replicas", onEachNode(mode));
    }
  }

  /// Keys of the service beside `deploy`.
  static void service(
      Section service,
      Deployment deployment,
      RestartPolicy restart,
      AffinityReader.Extension extension) {
    Mode mode = deployment.mode();
    if (mode.global() && service.node("scale").isPresent()) {
      service.error("scale", onEachNode(mode));
    }
    if (mode.global() && service.node("container_name").isPresent()) {
      service.error("container_name", "cannot be one name for a task on each node; remove it");
    }
    if (mode.global() && deployment.placement().maxReplicasPerNode().isPresent()) {
      String message = "'max_replicas_per_node' does not go with mode '" + word(mode) + "'";
      service.error("deploy", message);
    }
    if (mode.job() && restart.condition() == RestartPolicy.Condition.ANY) {
      boolean simple = service.node("restart").isPresent();
      service.error(
          simple ? "restart" : "deploy",
          "a job is not run again once it is complete; its tasks restart on-failure or never");
    }
    if (mode != Mode.REPLICATED_JOB && extension.maxConcurrent().isPresent()) {
      extension
          .section()
          .ifPresent(x -> x.error("max_concurrent", "goes with mode 'replicated-job' only"));
    }
  }

  private static String onEachNode(Mode mode) {
    return "does not go with mode '" + word(mode) + "', which has one task on each node; remove it";
  }
}
