package io.jorch.core.compose;

import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.VolumeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The whole merged file.
final class StackReader {
  private final Project project;
  private final Profiles profiles;

  StackReader(Project project, Profiles profiles) {
    this.project = project;
    this.profiles = profiles;
  }

  /// Only meaningful when no problem was found. Networks and volumes that no active service uses
  /// are left out, as compose does.
  StackSpec read(Node root) {
    Section top = Section.of(root, "", SpecKeys.TOP, project.values());
    top.text("name");
    if (top.node("version").isPresent()) top.warn("version", "obsolete, has no effect; remove it");
    NetworkReader networks = new NetworkReader(project);
    Declared<NetworkName> declared = networks.read(top);
    VolumeReader volumes = new VolumeReader(project);
    Declared<VolumeName> declaredVolumes = volumes.read(top);
    AttachmentReader attachments = new AttachmentReader(project, networks, declared);
    ServiceReader reader = new ServiceReader(project, profiles, attachments, declaredVolumes);
    List<PlacedService> placed = services(top, reader);
    top.close();
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    for (ServiceSpec spec : new CrossChecks(placed, project.problems()).run()) {
      services.put(spec.name(), spec);
    }
    return new StackSpec(
        project.name(),
        Collections.unmodifiableMap(services),
        networks.only(usedNetworks(services.values())),
        volumes.only(usedVolumes(services.values())));
  }

  private static Set<NetworkName> usedNetworks(Collection<ServiceSpec> services) {
    Set<NetworkName> used = new HashSet<>();
    for (ServiceSpec service : services) {
      for (NetworkAttachment attachment : service.task().networks()) used.add(attachment.network());
    }
    return used;
  }

  private static Set<VolumeName> usedVolumes(Collection<ServiceSpec> services) {
    Set<VolumeName> used = new HashSet<>();
    for (ServiceSpec service : services) used.addAll(service.task().volumes());
    return used;
  }

  private List<PlacedService> services(Section top, ServiceReader reader) {
    Optional<Node> node = top.node("services");
    List<PlacedService> result = new ArrayList<>();
    if (node.isEmpty() && top.readable()) {
      project.problems().error(Mark.whole(top.mark().file()), "", "no services are defined");
    }
    if (node.isEmpty()) return result;
    for (var e : project.values().mapping(node.get(), "services").entries().entrySet()) {
      Mark mark = e.getValue().mark();
      Section section =
          Section.of(
              e.getValue().value(), "services." + e.getKey(), SpecKeys.SERVICE, project.values());
      Names.checked(e.getKey(), ServiceName::new, project.problems(), mark, "services")
          .ifPresent(name -> result.add(reader.read(name, section, mark)));
    }
    return result;
  }
}
