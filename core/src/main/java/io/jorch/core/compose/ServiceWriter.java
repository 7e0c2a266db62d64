package io.jorch.core.compose;

import io.jorch.core.model.BuildSpec;
import io.jorch.core.model.Dependency;
import io.jorch.core.model.Healthcheck;
import io.jorch.core.model.MountSpec;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.UpdatePolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One service in compose's field names, every value in its long form.
final class ServiceWriter {
  private final StackSpec stack;

  ServiceWriter(StackSpec stack) {
    this.stack = stack;
  }

  Branch write(ServiceSpec service) {
    TaskSpec task = service.task();
    Branch branch = new Branch().put("image", task.image());
    service.build().ifPresent(build -> branch.put("build", build(build)));
    if (service.pullPolicy() != ServiceSpec.PullPolicy.MISSING) {
      branch.put("pull_policy", service.pullPolicy().name().toLowerCase(Locale.ROOT));
    }
    branch.put("platform", service.deployment().placement().platform());
    branch.put("container_name", service.containerName());
    process(branch, task);
    branch.some("depends_on", dependencies(service.dependsOn()));
    branch.some("ports", ports(service.ports()));
    branch.some("volumes", mounts(task.mounts()));
    if (task.networkMode() == TaskSpec.NetworkMode.NETWORKS) {
      branch.some("networks", networks(task.networks()));
    } else {
      branch.put("network_mode", task.networkMode().name().toLowerCase(Locale.ROOT));
    }
    restart(branch, service.restart());
    return branch
        .put("deploy", deploy(service))
        .some("x-jorch", DeploymentWriter.extension(service.deployment()));
  }

  private static void process(Branch branch, TaskSpec task) {
    branch
        .put("entrypoint", task.entrypoint())
        .put("command", task.command())
        .texts("environment", task.environment())
        .texts("labels", task.labels())
        .put("user", task.user())
        .some("group_add", task.groupAdd())
        .put("working_dir", task.workingDir())
        .put("hostname", task.hostname())
        .put("domainname", task.domainname())
        .put("stop_signal", task.stopSignal())
        .put("stop_grace_period", grace(task))
        .flag("tty", task.tty())
        .flag("stdin_open", task.stdinOpen())
        .flag("read_only", task.readOnly())
        .flag("privileged", task.privileged())
        .some("cap_add", List.copyOf(task.capAdd()))
        .some("cap_drop", List.copyOf(task.capDrop()))
        .some("extra_hosts", hosts(task.extraHosts()));
    task.healthcheck().ifPresent(check -> branch.put("healthcheck", healthcheck(check)));
  }

  private static Optional<String> grace(TaskSpec task) {
    return Optional.of(task.stopGracePeriod())
        .filter(grace -> !grace.equals(TaskSpec.DEFAULT_STOP_GRACE))
        .map(Quantities::format);
  }

  private static List<String> hosts(Map<String, List<String>> hosts) {
    List<String> result = new ArrayList<>();
    hosts.forEach((name, all) -> all.forEach(address -> result.add(name + "=" + address)));
    return result;
  }

  private static Branch healthcheck(Healthcheck check) {
    return new Branch()
        .put("test", check.test())
        .put("interval", check.interval().map(Quantities::format))
        .put("timeout", check.timeout().map(Quantities::format))
        .put("retries", check.retries())
        .put("start_period", check.startPeriod().map(Quantities::format))
        .put("start_interval", check.startInterval().map(Quantities::format));
  }

  private static Branch build(BuildSpec build) {
    return new Branch()
        .put("context", build.context())
        .put("dockerfile", build.dockerfile())
        .put("dockerfile_inline", build.dockerfileInline())
        .texts("args", build.args())
        .put("target", build.target())
        .texts("additional_contexts", build.additionalContexts())
        .texts("labels", build.labels())
        .some("tags", build.tags())
        .flag("no_cache", build.noCache())
        .flag("pull", build.pull());
  }

  private static Branch dependencies(List<Dependency> dependencies) {
    Branch result = new Branch();
    for (Dependency dependency : dependencies) {
      String condition = "service_" + dependency.condition().name().toLowerCase(Locale.ROOT);
      Branch branch = new Branch().put("condition", condition);
      branch.flag("restart", dependency.restart()).put("required", dependency.required());
      result.put(dependency.service().value(), branch);
    }
    return result;
  }

  private static List<Branch> ports(List<PortSpec> ports) {
    List<Branch> result = new ArrayList<>();
    for (PortSpec port : ports) {
      Branch branch = new Branch().put("target", port.target());
      if (port.published().isPresent()) {
        branch.put("published", Integer.toString(port.published().getAsInt()));
      }
      if (!port.hostIp().isEmpty()) branch.put("host_ip", port.hostIp());
      branch.put("protocol", port.protocol().name().toLowerCase(Locale.ROOT));
      result.add(port.host() ? branch.put("mode", "host") : branch);
    }
    return result;
  }

  private List<Branch> mounts(List<MountSpec> mounts) {
    List<Branch> result = new ArrayList<>();
    for (MountSpec mount : mounts) result.add(mount(mount));
    return result;
  }

  private Branch mount(MountSpec mount) {
    Branch branch = new Branch();
    switch (mount) {
      case MountSpec.Volume volume -> {
        String key = ComposeWriter.key(stack, volume.volume());
        branch.put("type", "volume").put("source", key).put("target", volume.target());
        Branch options = new Branch().flag("nocopy", !volume.copyUp());
        if (!volume.subpath().isEmpty()) options.put("subpath", volume.subpath());
        branch.some("volume", options);
      }
      case MountSpec.Anonymous anonymous ->
          branch.put("type", "volume").put("target", anonymous.target());
      case MountSpec.Bind bind -> {
        branch.put("type", "bind").put("source", bind.source()).put("target", bind.target());
        branch.put("bind", new Branch().put("create_host_path", bind.createSource()));
      }
      case MountSpec.Tmpfs tmpfs -> {
        branch.put("type", "tmpfs").put("target", tmpfs.target());
        Branch options = bytes(new Branch(), "size", tmpfs.size());
        if (tmpfs.mode().isPresent()) options.put("mode", tmpfs.mode().getAsInt());
        branch.some("tmpfs", options);
      }
    }
    return branch.flag("read_only", mount.readOnly());
  }

  private Branch networks(List<NetworkAttachment> networks) {
    Branch result = new Branch();
    for (NetworkAttachment attachment : networks) {
      Branch branch = new Branch().some("aliases", attachment.aliases());
      branch.put("ipv4_address", attachment.ipv4Address());
      result.put(ComposeWriter.key(stack, attachment.network()), branch);
    }
    return result;
  }

  /// `restart` where it can say it all; else `deploy.restart_policy`, below.
  private static void restart(Branch branch, RestartPolicy policy) {
    if (needsDeploy(policy)) return;
    switch (policy.condition()) {
      case NONE -> branch.put("restart", "no");
      case ON_FAILURE -> {
        String attempts =
            policy.maxAttempts().isPresent() ? ":" + policy.maxAttempts().getAsInt() : "";
        branch.put("restart", "on-failure" + attempts);
      }
      case ANY -> branch.put("restart", policy.unlessStopped() ? "unless-stopped" : "always");
    }
  }

  private static boolean needsDeploy(RestartPolicy policy) {
    boolean attempts = policy.maxAttempts().isPresent();
    return policy.delay().isPresent()
        || policy.window().isPresent()
        || (attempts && policy.condition() != RestartPolicy.Condition.ON_FAILURE);
  }

  private static Branch deploy(ServiceSpec service) {
    Branch deploy = DeploymentWriter.mode(service);
    Branch resources =
        new Branch()
            .some("limits", resources(service.task().limits()))
            .some("reservations", resources(service.task().reservations()));
    deploy.some("resources", resources).texts("labels", service.labels());
    deploy.some("placement", DeploymentWriter.placement(service.deployment().placement()));
    deploy.some("update_config", policy(service.deployment().update()));
    deploy.some("rollback_config", policy(service.deployment().rollback()));
    RestartPolicy policy = service.restart();
    if (!needsDeploy(policy)) return deploy;
    Branch restart = new Branch().put("condition", word(policy.condition()));
    restart.put("delay", format(policy.delay()));
    if (policy.maxAttempts().isPresent()) {
      restart.put("max_attempts", policy.maxAttempts().getAsInt());
    }
    return deploy.put("restart_policy", restart.put("window", format(policy.window())));
  }

  /// Left out when it is the default.
  private static Branch policy(UpdatePolicy policy) {
    if (policy.equals(UpdatePolicy.DEFAULT)) return new Branch();
    return new Branch()
        .put("parallelism", policy.parallelism())
        .put("delay", Quantities.format(policy.delay()))
        .put("failure_action", word(policy.failureAction()))
        .put("monitor", Quantities.format(policy.monitor()))
        .put(
            "max_failure_ratio",
            BigDecimal.valueOf(policy.maxFailureRatio()).stripTrailingZeros().toPlainString())
        .put("order", word(policy.order()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<String> format(Optional<Duration> duration) {
    return duration.map(Quantities::format);
  }

  private static Branch resources(Resources resources) {
    Branch branch = new Branch();
    if (resources.nanoCpus().isPresent()) {
      branch.put("cpus", Quantities.formatCpus(resources.nanoCpus().getAsLong()));
    }
    bytes(branch, "memory", resources.memoryBytes());
    if (resources.pids().isPresent()) branch.put("pids", resources.pids().getAsLong());
    return branch.some("generic_resources", DeploymentWriter.generic(resources));
  }

  private static Branch bytes(Branch branch, String key, OptionalLong bytes) {
    return bytes.isPresent() ? branch.put(key, Long.toString(bytes.getAsLong())) : branch;
  }
}
