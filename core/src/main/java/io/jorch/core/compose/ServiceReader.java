package io.jorch.core.compose;

import io.jorch.core.compose.DeployReader.Deploy;
import io.jorch.core.model.BuildSpec;
import io.jorch.core.model.Deployment;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.PortSpec;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.ServiceSpec.PullPolicy;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskSpec.NetworkMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of `services`.
final class ServiceReader {
  private static final Map<String, PullPolicy> PULL_POLICIES =
      Map.of(
          "always", PullPolicy.ALWAYS,
          "never", PullPolicy.NEVER,
          "missing", PullPolicy.MISSING,
          "if_not_present", PullPolicy.MISSING,
          "build", PullPolicy.BUILD);

  private final Project project;
  private final Profiles profiles;
  private final AttachmentReader attachments;
  private final Declared<io.jorch.core.model.VolumeName> volumes;

  ServiceReader(
      Project project,
      Profiles profiles,
      AttachmentReader attachments,
      Declared<io.jorch.core.model.VolumeName> volumes) {
    this.project = project;
    this.profiles = profiles;
    this.attachments = attachments;
    this.volumes = volumes;
  }

  PlacedService read(ServiceName name, Section service, Mark mark) {
    List<String> wanted = service.texts("profiles");
    boolean active = profiles.activate(wanted);
    Deploy deploy =
        service.section("deploy", SpecKeys.DEPLOY).map(DeployReader::read).orElse(Deploy.NONE);
    AffinityReader.Extension extension = AffinityReader.read(service);
    Deployment deployment = deployment(service, deploy, extension);
    RestartPolicy restart = ScaleReader.restart(service, deploy);
    NetworkMode mode = attachments.mode(service);
    List<PortReader.Placed> ports = ports(service, mode);
    List<DependencyReader.Placed> dependencies = DependencyReader.read(service);
    Optional<BuildSpec> build =
        service.node("build").map(n -> new BuildReader(project).read(n, service.path("build")));
    TaskSpec task = task(service, image(name, service, build, mark), mode, deploy, active);
    ServiceSpec spec =
        new ServiceSpec(
            name,
            task,
            build,
            ScaleReader.replicas(service, deploy),
            false,
            restart,
            List.of(),
            specs(ports),
            service.choice("pull_policy", PULL_POLICIES).orElse(PullPolicy.MISSING),
            containerName(service),
            deploy.labels(),
            deployment);
    ModeChecks.service(service, deployment, restart, extension);
    UpdateReader.warn(service, spec);
    expose(service);
    service.close();
    return new PlacedService(
        spec, service, mark, wanted, active, dependencies, ports, extension.affinities());
  }

  private static Deployment deployment(
      Section service, Deploy deploy, AffinityReader.Extension extension) {
    return new Deployment(
        deploy.mode(),
        PlacementReader.with(
            deploy.placement(), PlacementReader.platform(service), extension.plain()),
        deploy.update(),
        deploy.rollback(),
        extension.maxConcurrent());
  }

  private TaskSpec task(
      Section service, String image, NetworkMode mode, Deploy deploy, boolean active) {
    List<NetworkAttachment> networks = attachments.read(service, mode);
    return new TaskSpec(
        image,
        Optional.empty(),
        ProcessReader.command(service, "entrypoint"),
        ProcessReader.command(service, "command"),
        new EnvironmentReader(project).read(service, active),
        service.labels("labels"),
        service.word("user"),
        List.copyOf(new LinkedHashSet<>(service.texts("group_add"))),
        service.word("working_dir"),
        service.word("hostname"),
        service.word("domainname"),
        ProcessReader.signal(service),
        service.duration("stop_grace_period").orElse(TaskSpec.DEFAULT_STOP_GRACE),
        service.section("healthcheck", SpecKeys.HEALTHCHECK).map(HealthcheckReader::read),
        ScaleReader.limits(service, deploy),
        ScaleReader.reservations(service, deploy),
        new MountReader(project, volumes).read(service),
        networks,
        mode,
        ProcessReader.extraHosts(service),
        service.flag("tty"),
        service.flag("stdin_open"),
        service.flag("read_only"),
        service.flag("privileged"),
        ProcessReader.capabilities(service, "cap_add"),
        ProcessReader.capabilities(service, "cap_drop"),
        0);
  }

  private String image(ServiceName name, Section service, Optional<BuildSpec> build, Mark mark) {
    Optional<String> image = service.word("image");
    boolean neither = build.isEmpty() && service.node("image").isEmpty();
    if (neither && service.readable()) {
      project.problems().error(mark, service.path(), "needs an 'image' or a 'build'");
    }
    return image.orElse(project.name() + "-" + name);
  }

  private List<PortReader.Placed> ports(Section service, NetworkMode mode) {
    List<PortReader.Placed> ports = new PortReader(project.values()).read(service);
    if (mode == NetworkMode.NETWORKS || ports.isEmpty()) return ports;
    String word = mode == NetworkMode.HOST ? "host" : "none";
    service.warn("ports", "nothing is published with network_mode '" + word + "'");
    return List.of();
  }

  private static List<PortSpec> specs(List<PortReader.Placed> ports) {
    List<PortSpec> result = new ArrayList<>();
    for (PortReader.Placed placed : ports) result.add(placed.port());
    return List.copyOf(result);
  }

  private static Optional<String> containerName(Section service) {
    Optional<String> name = service.word("container_name");
    if (name.isEmpty() || name.get().matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) return name;
    service.error(
        "container_name", "'" + name.get() + "' is not allowed: letters, digits and _ . - only");
    return Optional.empty();
  }

  /// Every port is open between containers here: `expose` only documents, so it is only checked.
  private void expose(Section service) {
    int index = 0;
    for (String text : service.texts("expose")) {
      String path = service.path("expose") + "[" + index++ + "]";
      String port = text.replaceFirst("/(tcp|udp)$", "");
      int dash = port.indexOf('-');
      String first = dash < 0 ? port : port.substring(0, dash);
      if (PortReader.port(first) == 0 || PortReader.port(port.substring(dash + 1)) == 0) {
        String message = "expected PORT[-PORT][/PROTOCOL], got '" + text + "'";
        project.problems().error(service.mark("expose"), path, message);
      }
    }
  }
}
