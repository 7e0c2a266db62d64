package io.jorch.core.compose;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The top-level `networks`, and the implicit `default`.
final class NetworkReader {
  static final String DEFAULT = "default";

  private final Project project;
  private final Map<NetworkName, NetworkSpec> networks = new LinkedHashMap<>();

  NetworkReader(Project project) {
    this.project = project;
  }

  Declared<NetworkName> read(Section top) {
    Declared<NetworkName> declared = new Declared<>("network", project.problems());
    Optional<Node> node = top.node("networks");
    String path = top.path("networks");
    if (node.isPresent()) {
      for (var e : project.values().mapping(node.get(), path).entries().entrySet()) {
        Section section =
            Section.of(
                e.getValue().value(), path + "." + e.getKey(), SpecKeys.NETWORK, project.values());
        declared.declare(e.getKey(), network(e.getKey(), section, e.getValue().mark()));
      }
    }
    if (!declared.has(DEFAULT)) {
      NetworkName name = new NetworkName(project.qualified(DEFAULT));
      networks.put(name, new NetworkSpec(name, false, false, Optional.empty(), Map.of()));
      declared.declare(DEFAULT, Optional.of(name));
    }
    return declared;
  }

  /// Those of `used`, in the file's order.
  Map<NetworkName, NetworkSpec> only(Set<NetworkName> used) {
    Map<NetworkName, NetworkSpec> result = new LinkedHashMap<>(networks);
    result.keySet().retainAll(used);
    return Collections.unmodifiableMap(result);
  }

  Optional<String> subnet(NetworkName name) {
    return Optional.ofNullable(networks.get(name)).flatMap(NetworkSpec::subnet);
  }

  private Optional<NetworkName> network(String key, Section section, Mark mark) {
    boolean external = section.flag("external");
    Optional<NetworkName> name = Names.network(key, external, section, project, mark);
    boolean internal = section.flag("internal");
    section.choice("driver", Map.of("bridge", "bridge", "default", "bridge"));
    Optional<String> subnet = section.section("ipam", SpecKeys.IPAM).flatMap(this::ipam);
    Map<String, String> labels = section.labels("labels");
    if (external) Names.refuseWithExternal(section, "internal", "driver", "ipam", "labels");
    section.close();
    name.ifPresent(n -> networks.put(n, new NetworkSpec(n, external, internal, subnet, labels)));
    return name;
  }

  private Optional<String> ipam(Section ipam) {
    ipam.choice("driver", Map.of("default", "default"));
    Optional<String> subnet = Optional.empty();
    Optional<Node> list = ipam.node("config");
    int index = 0;
    for (Node item :
        list.isEmpty()
            ? java.util.List.<Node>of()
            : project.values().items(list.get(), ipam.path("config"))) {
      String path = ipam.path("config") + "[" + index++ + "]";
      Section config = Section.of(item, path, SpecKeys.IPAM_CONFIG, project.values());
      Optional<String> found = config.word("subnet").filter(s -> isSubnet(s, config));
      if (index > 1)
        project.problems().error(item.mark(), path, "more than one subnet is not supported yet");
      else subnet = found;
      config.close();
    }
    ipam.close();
    return subnet;
  }

  private static boolean isSubnet(String text, Section config) {
    if (Addresses.isIpv4Prefix(text)) return true;
    boolean ipv6 = text.indexOf(':') >= 0;
    config.error(
        "subnet",
        ipv6
            ? "IPv6 is not supported yet"
            : "expected an IPv4 prefix such as '10.20.0.0/16', got '" + text + "'");
    return false;
  }
}
