package io.jorch.core.compose;

import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.RestartPolicy.Condition;
import io.jorch.core.model.UpdatePolicy;
import java.util.List;
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
      UpdatePolicy update,
      UpdatePolicy rollback) {}

  private static final Map<String, Condition> CONDITIONS =
      Map.of("none", Condition.NONE, "on-failure", Condition.ON_FAILURE, "any", Condition.ANY);

  private static final List<String> MODES =
      List.of("replicated", "global", "replicated-job", "global-job");

  private DeployReader() {}

  static Deploy read(Section deploy) {
    Optional<String> mode = deploy.word("mode");
    if (mode.isPresent() && !mode.get().equals("replicated")) {
      boolean known = MODES.contains(mode.get());
      String what = "mode '" + mode.get() + "'";
      String hint = NearMiss.hint(mode.get(), MODES);
      deploy.error("mode", known ? what + " is not supported yet" : "unknown " + what + hint);
    }
    OptionalInt replicas = deploy.number("replicas", 0, Integer.MAX_VALUE);
    Optional<Section> resources = deploy.section("resources", SpecKeys.RESOURCES);
    Resources limits = resources(resources, "limits", SpecKeys.LIMITS);
    Resources reservations = resources(resources, "reservations", SpecKeys.RESERVATIONS);
    resources.ifPresent(Section::close);
    Optional<RestartPolicy> restart =
        deploy.section("restart_policy", SpecKeys.RESTART_POLICY).map(DeployReader::restart);
    Map<String, String> labels = deploy.labels("labels");
    UpdatePolicy update = UpdateReader.update(deploy);
    UpdatePolicy rollback = UpdateReader.rollback(deploy);
    deploy.close();
    return new Deploy(replicas, limits, reservations, restart, labels, update, rollback);
  }

  private static Resources resources(Optional<Section> parent, String key, SpecKeys kind) {
    Optional<Section> section = parent.flatMap(p -> p.section(key, kind));
    if (section.isEmpty()) return Resources.NONE;
    OptionalLong cpus = positive(section.get().nanoCpus("cpus"));
    OptionalLong memory = positive(section.get().bytes("memory"));
    OptionalLong pids =
        kind == SpecKeys.LIMITS ? pids(section.get(), "pids") : OptionalLong.empty();
    section.get().close();
    return new Resources(cpus, memory, pids);
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

  private static RestartPolicy restart(Section section) {
    Condition condition = section.choice("condition", CONDITIONS).orElse(Condition.ANY);
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
