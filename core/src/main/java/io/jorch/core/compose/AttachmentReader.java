package io.jorch.core.compose;

import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.TaskSpec.NetworkMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service's `network_mode` and `networks`.
final class AttachmentReader {
  private final Project project;
  private final NetworkReader networks;
  private final Declared<NetworkName> declared;

  AttachmentReader(Project project, NetworkReader networks, Declared<NetworkName> declared) {
    this.project = project;
    this.networks = networks;
    this.declared = declared;
  }

  NetworkMode mode(Section service) {
    Optional<String> mode = service.word("network_mode");
    if (mode.isEmpty()) return NetworkMode.NETWORKS;
    if (service.node("networks").isPresent()) {
      service.error("network_mode", "does not go with 'networks'; remove one of them");
    }
    String word = mode.get();
    if (word.equals("none")) return NetworkMode.NONE;
    if (word.equals("host")) return NetworkMode.HOST;
    boolean known =
        word.equals("bridge") || word.startsWith("service:") || word.startsWith("container:");
    service.error(
        "network_mode",
        known
            ? "'" + word + "' is not supported yet"
            : "expected one of host, none, got '" + word + "'");
    return NetworkMode.NONE;
  }

  List<NetworkAttachment> read(Section service, NetworkMode mode) {
    Optional<Node> node = service.node("networks");
    String path = service.path("networks");
    if (mode != NetworkMode.NETWORKS) return List.of();
    if (node.isEmpty() || isEmpty(node.get())) {
      Optional<NetworkName> name = declared.use(NetworkReader.DEFAULT, service.mark(), path);
      return name.map(n -> List.of(new NetworkAttachment(n, List.of(), Optional.empty())))
          .orElse(List.of());
    }
    Node shaped = Shapes.named(node.get());
    if (shaped instanceof Node.Sequence) project.values().texts(shaped, path);
    else return attachments(project.values().mapping(shaped, path), path);
    return List.of();
  }

  private static boolean isEmpty(Node node) {
    return (node instanceof Node.Sequence sequence && sequence.items().isEmpty())
        || (node instanceof Node.Mapping mapping && mapping.entries().isEmpty());
  }

  private List<NetworkAttachment> attachments(Node.Mapping mapping, String path) {
    List<NetworkAttachment> result = new ArrayList<>();
    for (Map.Entry<String, Node.Entry> e : mapping.entries().entrySet()) {
      String at = path + "." + e.getKey();
      Section section = Section.of(e.getValue().value(), at, SpecKeys.ATTACHMENT, project.values());
      List<String> aliases = List.copyOf(new LinkedHashSet<>(section.texts("aliases")));
      Optional<String> address = section.word("ipv4_address");
      section.close();
      Optional<NetworkName> name = declared.use(e.getKey(), e.getValue().mark(), at);
      if (name.isEmpty()) continue;
      address.ifPresent(a -> check(a, name.get(), section));
      result.add(new NetworkAttachment(name.get(), aliases, address));
    }
    return result;
  }

  private void check(String address, NetworkName network, Section section) {
    Optional<String> subnet = networks.subnet(network);
    if (!Addresses.isIpv4(address)) {
      section.error("ipv4_address", "'" + address + "' is not an IPv4 address");
    } else if (subnet.isEmpty()) {
      section.error(
          "ipv4_address",
          "a fixed address needs a subnet: add 'ipam' to network '" + network + "'");
    } else if (!Addresses.within(address, subnet.get())) {
      section.error(
          "ipv4_address", "'" + address + "' is not in the network's subnet " + subnet.get());
    }
  }
}
