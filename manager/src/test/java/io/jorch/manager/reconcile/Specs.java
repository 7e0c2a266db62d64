package io.jorch.manager.reconcile;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.Dependency.Condition;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.UpdatePolicy;
import io.jorch.core.model.UpdatePolicy.FailureAction;
import io.jorch.core.model.UpdatePolicy.Order;
import io.jorch.core.model.VolumeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Short ways to write specifications in tests.
public final class Specs {
  public static final StackName SHOP = new StackName("shop");

  private Specs() {}

  /// What a map must have.
  public static <K, V> V at(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), () -> "nothing at " + key);
  }

  public static SpecHash hash(TaskSpec spec) {
    return new SpecHash("%064x".formatted(Integer.toUnsignedLong(spec.hashCode())));
  }

  public static TaskSpec task(String image) {
    return new TaskSpec(
        image,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TaskSpec.DEFAULT_STOP_GRACE,
        Optional.empty(),
        Resources.NONE,
        Resources.NONE,
        List.of(),
        List.of(),
        TaskSpec.NetworkMode.NETWORKS,
        Map.of(),
        false,
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        0);
  }

  public static TaskSpec withVolume(String image, String volume) {
    MountSpec mount = new MountSpec.Volume(new VolumeName(volume), "/data", false, true, "");
    return with(task(image), List.of(mount), List.of());
  }

  public static TaskSpec onNetworks(String image, List<NetworkAttachment> networks) {
    return with(task(image), List.of(), networks);
  }

  private static TaskSpec with(
      TaskSpec task, List<MountSpec> mounts, List<NetworkAttachment> networks) {
    return new TaskSpec(
        task.image(),
        task.imageId(),
        task.entrypoint(),
        task.command(),
        task.environment(),
        task.labels(),
        task.user(),
        task.groupAdd(),
        task.workingDir(),
        task.hostname(),
        task.domainname(),
        task.stopSignal(),
        task.stopGracePeriod(),
        task.healthcheck(),
        task.limits(),
        task.reservations(),
        mounts,
        networks,
        task.networkMode(),
        task.extraHosts(),
        false,
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        0);
  }

  public static ServiceSpec service(String name, TaskSpec task, int replicas) {
    return new ServiceSpec(
        new ServiceName(name),
        task,
        Optional.empty(),
        replicas,
        false,
        RestartPolicy.of(RestartPolicy.Condition.ANY),
        List.of(),
        List.of(),
        ServiceSpec.PullPolicy.MISSING,
        Optional.empty(),
        Map.of(),
        Deployment.DEFAULT);
  }

  public static ServiceSpec service(String name, int replicas) {
    return service(name, task(name + ":1"), replicas);
  }

  public static ServiceSpec job(String name) {
    return with(service(name, 1), RestartPolicy.of(RestartPolicy.Condition.NONE));
  }

  public static ServiceSpec with(ServiceSpec service, RestartPolicy policy) {
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        policy,
        service.dependsOn(),
        service.ports(),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        service.deployment());
  }

  public static ServiceSpec updating(ServiceSpec service, UpdatePolicy update) {
    return updating(service, update, UpdatePolicy.DEFAULT);
  }

  public static ServiceSpec updating(
      ServiceSpec service, UpdatePolicy update, UpdatePolicy rollback) {
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        service.restart(),
        service.dependsOn(),
        service.ports(),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        new Deployment(
            service.deployment().mode(), service.deployment().placement(), update, rollback));
  }

  public static ServiceSpec moded(ServiceSpec service, Deployment.Mode mode, int maxConcurrent) {
    Deployment usual = service.deployment();
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        mode.job() ? onFailure(0, Optional.empty()) : service.restart(),
        service.dependsOn(),
        service.ports(),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        new Deployment(
            mode,
            usual.placement(),
            usual.update(),
            usual.rollback(),
            maxConcurrent == 0 ? OptionalInt.empty() : OptionalInt.of(maxConcurrent)));
  }

  public static UpdatePolicy policy(
      int parallelism, Order order, FailureAction action, double ratio) {
    return new UpdatePolicy(
        parallelism, Duration.ZERO, order, Duration.ofSeconds(5), action, ratio);
  }

  public static RestartPolicy onFailure(int attempts, Optional<Duration> delay) {
    return new RestartPolicy(
        RestartPolicy.Condition.ON_FAILURE,
        delay,
        attempts == 0 ? OptionalInt.empty() : OptionalInt.of(attempts),
        Optional.empty(),
        false);
  }

  public static Dependency on(String service, Condition condition) {
    return new Dependency(new ServiceName(service), condition, false, true);
  }

  public static ServiceSpec dependingOn(ServiceSpec service, Dependency... dependencies) {
    List<Dependency> all = new ArrayList<>(service.dependsOn());
    all.addAll(List.of(dependencies));
    return new ServiceSpec(
        service.name(),
        service.task(),
        service.build(),
        service.replicas(),
        service.stopped(),
        service.restart(),
        all,
        service.ports(),
        service.pullPolicy(),
        service.containerName(),
        service.labels(),
        service.deployment());
  }

  public static StackSpec stack(ServiceSpec... services) {
    Map<ServiceName, ServiceSpec> map = new LinkedHashMap<>();
    for (ServiceSpec service : services) {
      map.put(service.name(), service);
    }
    return new StackSpec(SHOP, map, Map.of(), Map.of());
  }
}
