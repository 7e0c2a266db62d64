package io.jorch.core.compose;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.Deployment.Mode;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/// How many tasks a service has and where they may run, in compose's field names.
final class DeploymentWriter {
  private DeploymentWriter() {}

  /// The beginning of `deploy`.
  static Branch mode(ServiceSpec service) {
    Mode mode = service.deployment().mode();
    Branch deploy = new Branch();
    if (mode != Mode.REPLICATED) deploy.put("mode", ModeChecks.word(mode));
    return mode.global() ? deploy : deploy.put("replicas", service.replicas());
  }

  static Branch placement(PlacementSpec placement) {
    List<Branch> spread =
        placement.spread().stream().map(each -> new Branch().put("spread", each)).toList();
    Branch branch =
        new Branch().some("constraints", placement.constraints()).some("preferences", spread);
    if (placement.maxReplicasPerNode().isPresent()) {
      branch.put("max_replicas_per_node", placement.maxReplicasPerNode().getAsInt());
    }
    return branch;
  }

  static List<Branch> generic(Resources resources) {
    List<Branch> result = new ArrayList<>();
    resources
        .generic()
        .forEach(
            (kind, value) ->
                result.add(
                    new Branch()
                        .put(
                            "discrete_resource_spec",
                            new Branch().put("kind", kind).put("value", value))));
    return result;
  }

  /// `x-jorch`.
  static Branch extension(Deployment deployment) {
    List<Affinity> all = deployment.placement().affinities();
    Branch branch =
        new Branch()
            .some("affinity", affinities(all, false))
            .some("anti_affinity", affinities(all, true));
    if (deployment.maxConcurrent().isPresent()) {
      branch.put("max_concurrent", deployment.maxConcurrent().getAsInt());
    }
    return branch;
  }

  private static List<Branch> affinities(List<Affinity> all, boolean apart) {
    return all.stream()
        .filter(each -> each.apart() == apart)
        .map(DeploymentWriter::affinity)
        .toList();
  }

  private static Branch affinity(Affinity affinity) {
    Branch branch = new Branch().put("service", affinity.service().value());
    branch.flag("required", affinity.required());
    boolean node = affinity.over().equals(NodeAttribute.NODE.toString());
    return node ? branch : branch.put("over", affinity.over());
  }
}
