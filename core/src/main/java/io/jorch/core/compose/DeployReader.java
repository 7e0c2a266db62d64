package io.jorch.core.compose;

import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.RestartPolicy.Condition;
import io.jorch.core.model.UpdatePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `deploy`.
final class DeployReader {
  /// What a file says under `deploy`; empty where it says nothing.
  record Deploy(
      OptionalInt replicas,
      Resources limits,
      Resources reservations,
      Optional<RestartPolicy> restart,
      Map<String, String> labels,
      Mode mode,
      PlacementSpec placement,
      UpdatePolicy update,
      UpdatePolicy rollback) {
    static final Deploy NONE =
        new Deploy(
            OptionalInt.empty(),
            Resources.NONE,
            Resources.NONE,
            Optional.empty(),
            Map.of(),
            Mode.REPLICATED,
            PlacementSpec.ANYWHERE,
            UpdatePolicy.DEFAULT,
            UpdatePolicy.DEFAULT);
  }

  private static final Map<String, Condition> CONDITIONS =
      Map.of("none", Condition.NONE, "on-failure", Condition.ON_FAILURE, "any", Condition.ANY);

  private DeployReader() {}

  static Deploy read(Section deploy) {
    Mode mode = deploy.choice("mode", ModeChecks.MODES).orElse(Mode.REPLICATED);
    OptionalInt replicas = deploy.number("replicas", 0, Integer.MAX_VALUE);
    Optional<Section> resources = deploy.section("resources", SpecKeys.RESOURCES);
    Resources limits = resources(resources, "limits", SpecKeys.LIMITS);
    Resources reservations = resources(resources, "reservations", SpecKeys.RESERVATIONS);
    resources.ifPresent(Section::close);
    Optional<RestartPolicy> restart =
        deploy.section("restart_policy", SpecKeys.RESTART_POLICY).map(r -> restart(r, mode));
    Map<String, String> labels = deploy.labels("labels");
    PlacementSpec placement =
        deploy
            .section("placement", SpecKeys.PLACEMENT)
            .map(PlacementReader::read)
            .orElse(PlacementSpec.ANYWHERE);
    UpdatePolicy update = UpdateReader.update(deploy);
    UpdatePolicy rollback = UpdateReader.rollback(deploy);
    ModeChecks.deploy(deploy, mode);
    deploy.close();
    return new Deploy(
        replicas, limits, reservations, restart, labels, mode, placement, update, rollback);
  }

  private static Resources resources(Optional<Section> parent, String key, SpecKeys kind) {
    Optional<Section> section = parent.flatMap(p -> p.section(key, kind));
    if (section.isEmpty()) return Resources.NONE;
    OptionalLong cpus = positive(section.get().nanoCpus("cpus"));
    OptionalLong memory = positive(section.get().bytes("memory"));
    OptionalLong pids =
        kind == SpecKeys.LIMITS ? pids(section.get(), "pids") : OptionalLong.empty();
    Resources plain = new Resources(cpus, memory, pids);
    Resources all =
        kind == SpecKeys.RESERVATIONS ? GenericResources.read(section.get(), plain) : plain;
    section.get().close();
    return all;
  }

  /// 0 means no limit, as it does to every other engine.
  static OptionalLong positive(OptionalLong amount) {
    return amount.orElse(0) == 0 ? OptionalLong.empty() : amount;
  }

  static OptionalInt positive(OptionalInt amount) {
    return amount.orElse(0) == 0 ? OptionalInt.empty() : amount;
  }

  static OptionalLong pids(Section section, String key) {
    OptionalInt pids = section.number(key, -1, Integer.MAX_VALUE);
    return pids.orElse(0) <= 0 ? OptionalLong.empty() : OptionalLong.of(pids.getAsInt());
  }

  private static RestartPolicy restart(Section section, Mode mode) {
    Condition usual = mode.job() ? Condition.ON_FAILURE : Condition.ANY;
    Condition condition = section.choice("condition", CONDITIONS).orElse(usual);
    RestartPolicy policy =
        new RestartPolicy(
            condition,
            section.duration("delay"),
            positive(section.number("max_attempts", 0, Integer.MAX_VALUE)),
            section.duration("window"),
            condition == Condition.ANY);
    section.close();
    return policy;
  }
}
