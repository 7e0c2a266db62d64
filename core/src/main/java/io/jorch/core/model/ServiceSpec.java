package io.jorch.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One service as desired: what its tasks are made of, how many, and how they are kept.
///
/// @param replicas how many tasks to keep (0 or more)
/// @param stopped set by `stop`: tasks end and are not replaced until `start`
/// @param labels `deploy.labels`: of the service, not of its containers
public record ServiceSpec(
    ServiceName name,
    TaskSpec task,
    Optional<BuildSpec> build,
    int replicas,
    boolean stopped,
    RestartPolicy restart,
    List<Dependency> dependsOn,
    List<PortSpec> ports,
    PullPolicy pullPolicy,
    Optional<String> containerName,
    Map<String, String> labels,
    Deployment deployment) {
  /// When an image is fetched or built before a service starts (compose's `pull_policy`).
  public enum PullPolicy {
    MISSING,
    ALWAYS,
    NEVER,
    BUILD
  }

  /// Why two tasks of one slot must never run at the same time, as the rest of a sentence that
  /// begins with the service; empty when they may.
  public Optional<String> exclusive() {
    if (containerName.isPresent()) return Optional.of("has a container_name");
    if (task.networks().stream().anyMatch(network -> network.ipv4Address().isPresent()))
      return Optional.of("has a fixed address");
    if (ports.stream().anyMatch(port -> port.host() && port.published().isPresent()))
      return Optional.of("publishes a port of its node");
    return task.mounts().stream().anyMatch(MountSpec.Volume.class::isInstance)
        ? Optional.of("has a named volume")
        : Optional.empty();
  }

  /// Replacements start before what they replace stops, under the policy.
  public boolean startsFirst(UpdatePolicy policy) {
    return policy.order() == UpdatePolicy.Order.START_FIRST && exclusive().isEmpty();
  }

  public ServiceSpec withReplicas(int count) {
    return new ServiceSpec(
        name,
        task,
        build,
        count,
        stopped,
        restart,
        dependsOn,
        ports,
        pullPolicy,
        containerName,
        labels,
        deployment);
  }

  public ServiceSpec withStopped(boolean value) {
    return new ServiceSpec(
        name,
        task,
        build,
        replicas,
        value,
        restart,
        dependsOn,
        ports,
        pullPolicy,
        containerName,
        labels,
        deployment);
  }

  public ServiceSpec withBuild(Optional<BuildSpec> value) {
    return new ServiceSpec(
        name,
        task,
        value,
        replicas,
        stopped,
        restart,
        dependsOn,
        ports,
        pullPolicy,
        containerName,
        labels,
        deployment);
  }

  public ServiceSpec withTask(TaskSpec value) {
    return new ServiceSpec(
        name,
        value,
        build,
        replicas,
        stopped,
        restart,
        dependsOn,
        ports,
        pullPolicy,
        containerName,
        labels,
        deployment);
  }
}
