package io.jorch.core.compose;

import io.jorch.core.compose.DeployReader.Deploy;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.RestartPolicy.Condition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What may be said both in `deploy` and beside it: replicas, resources, restart. Two different
/// answers are an error, but for `restart`, over which `deploy.restart_policy` wins.
final class ScaleReader {
  private ScaleReader() {}

  static int replicas(Section service, Deploy deploy) {
    OptionalInt scale = service.number("scale", 0, Integer.MAX_VALUE);
    if (scale.isPresent() && deploy.replicas().isPresent() && !scale.equals(deploy.replicas())) {
      service.error(
          "scale", differs(scale.getAsInt(), "deploy.replicas", deploy.replicas().getAsInt()));
    }
    return scale.orElse(deploy.replicas().orElse(1));
  }

  static Resources limits(Section service, Deploy deploy) {
    Resources limits = deploy.limits();
    OptionalLong cpus = DeployReader.positive(service.nanoCpus("cpus"));
    OptionalLong memory = DeployReader.positive(service.bytes("mem_limit"));
    OptionalLong pids = DeployReader.pids(service, "pids_limit");
    return new Resources(
        one(service, "cpus", cpus, "deploy.resources.limits.cpus", limits.nanoCpus()),
        one(service, "mem_limit", memory, "deploy.resources.limits.memory", limits.memoryBytes()),
        one(service, "pids_limit", pids, "deploy.resources.limits.pids", limits.pids()));
  }

  static Resources reservations(Section service, Deploy deploy) {
    Resources given = deploy.reservations();
    String other = "deploy.resources.reservations.memory";
    OptionalLong memory = DeployReader.positive(service.bytes("mem_reservation"));
    return new Resources(
        given.nanoCpus(),
        one(service, "mem_reservation", memory, other, given.memoryBytes()),
        given.pids(),
        given.generic());
  }

  private static OptionalLong one(
      Section service, String key, OptionalLong here, String otherKey, OptionalLong other) {
    if (here.isEmpty()) return other;
    if (other.isPresent() && !other.equals(here)) {
      service.error(key, "differs from " + otherKey + "; remove one of them");
    }
    return here;
  }

  private static String differs(int here, String otherKey, int other) {
    return here + " differs from " + otherKey + ", which is " + other + "; remove one of them";
  }

  /// A service that says nothing is restarted when it fails: that is what jorch is for. Compose
  /// would leave it; `restart: "no"` says so.
  static RestartPolicy restart(Section service, Deploy deploy) {
    Optional<RestartPolicy> simple = service.text("restart").flatMap(t -> simple(t, service));
    return deploy.restart().or(() -> simple).orElse(RestartPolicy.of(Condition.ON_FAILURE));
  }

  private static Optional<RestartPolicy> simple(String text, Section service) {
    return switch (text) {
      case "no", "" -> Optional.of(RestartPolicy.of(Condition.NONE));
      case "always" -> Optional.of(policy(Condition.ANY, OptionalInt.empty(), false));
      case "unless-stopped" -> Optional.of(policy(Condition.ANY, OptionalInt.empty(), true));
      case "on-failure" -> Optional.of(policy(Condition.ON_FAILURE, OptionalInt.empty(), false));
      default -> onFailure(text, service);
    };
  }

  private static Optional<RestartPolicy> onFailure(String text, Section service) {
    OptionalLong count =
        text.startsWith("on-failure:")
            ? Quantities.integer(text.substring("on-failure:".length()))
            : OptionalLong.empty();
    if (count.isEmpty() || count.getAsLong() < 0 || count.getAsLong() > Integer.MAX_VALUE) {
      String expected = "expected no, always, on-failure[:COUNT] or unless-stopped";
      service.error("restart", expected + ", got '" + text + "'");
      return Optional.empty();
    }
    OptionalInt attempts = DeployReader.positive(OptionalInt.of((int) count.getAsLong()));
    return Optional.of(policy(Condition.ON_FAILURE, attempts, false));
  }

  private static RestartPolicy policy(
      Condition condition, OptionalInt attempts, boolean unlessStopped) {
    return new RestartPolicy(
        condition, Optional.empty(), attempts, Optional.empty(), unlessStopped);
  }
}
