package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.agent.network.Endpoint;
import io.jorch.agent.network.ResolverFiles;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that tell a container its names: `hosts`, `hostname` and `resolv.conf`.
final class Hosts {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
  private static final String GATEWAY = "host-gateway";

  private Hosts() {}

  static String hostname(Task task, TaskSpec spec) throws IOException {
    if (spec.networkMode() == TaskSpec.NetworkMode.HOST && spec.hostname().isEmpty()) {
      return InetAddress.getLocalHost().getHostName();
    }
    return spec.hostname().orElse(task.id().shortForm());
  }

  /// @param gateway the host as seen from the container's first network
  static void write(
      TaskFiles files, Task task, TaskSpec spec, List<Endpoint> endpoints, Ipv4 gateway)
      throws IOException {
    String name = hostname(task, spec);
    List<Ipv4> own = endpoints.stream().map(Endpoint::address).toList();
    Files.createDirectories(files.directory());
    Files.writeString(files.file("hostname"), name + "\n");
    Files.writeString(files.file("hosts"), ResolverFiles.hosts(name, own, extra(spec, gateway)));
    Files.writeString(files.file("resolv.conf"), resolvConf(spec));
  }

  private static String resolvConf(TaskSpec spec) throws IOException {
    String host = Files.exists(RESOLV_CONF) ? Files.readString(RESOLV_CONF) : "";
    boolean embedded =
        spec.networkMode() == TaskSpec.NetworkMode.NETWORKS && !spec.networks().isEmpty();
    return embedded ? ResolverFiles.resolvConf(host, List.of(), List.of()) : host;
  }

  private static Map<String, String> extra(TaskSpec spec, Ipv4 gateway) {
    Map<String, String> entries = new LinkedHashMap<>();
    spec.extraHosts()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        entries.put(name, value.equals(GATEWAY) ? gateway.toString() : value)));
    return entries;
  }
}
