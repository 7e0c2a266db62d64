package io.jorch.manager.dispatch;

import io.jorch.core.model.AssignmentSet.ServiceEndpoint;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackRevision;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Everything that tasks refer to, by name.
///
/// @param specs also those of earlier revisions and of one-off tasks, as far as they are known
/// @param networks with the subnets the manager allocated
/// @param shares of nodes in networks
public record Catalog(
    Map<SpecHash, TaskSpec> specs,
    Map<NetworkName, NetworkSpec> networks,
    Map<VolumeName, VolumeSpec> volumes,
    Map<StackName, List<ServiceEndpoint>> endpoints,
    Shares shares) {

  public static final Catalog EMPTY =
      new Catalog(Map.of(), Map.of(), Map.of(), Map.of(), Shares.NONE);

  /// Collects what the present revisions say.
  ///
  /// @param subnets allocated prefixes; a network without one is left as its stack says
  /// @param others specifications that no present revision has: earlier ones, one-off tasks
  public static Catalog of(
      List<StackRevision> revisions,
      Function<TaskSpec, SpecHash> hash,
      Map<NetworkName, String> subnets,
      Map<SpecHash, TaskSpec> others) {
    Map<SpecHash, TaskSpec> specs = new HashMap<>(others);
    Map<NetworkName, NetworkSpec> networks = new HashMap<>();
    Map<VolumeName, VolumeSpec> volumes = new HashMap<>();
    Map<StackName, List<ServiceEndpoint>> endpoints = new HashMap<>();
    for (StackRevision revision : revisions) {
      StackName stack = revision.spec().name();
      List<ServiceEndpoint> names = new ArrayList<>();
      for (ServiceSpec service : revision.spec().services().values()) {
        specs.put(hash.apply(service.task()), service.task());
        names.add(new ServiceEndpoint(stack, service.name(), service.ports()));
      }
      endpoints.put(stack, List.copyOf(names));
      revision.spec().networks().forEach((name, spec) -> networks.put(name, with(spec, subnets)));
      volumes.putAll(revision.spec().volumes());
    }
    return new Catalog(specs, networks, volumes, endpoints, Shares.NONE);
  }

  public Catalog with(Shares given) {
    return new Catalog(specs, networks, volumes, endpoints, given);
  }

  private static NetworkSpec with(NetworkSpec network, Map<NetworkName, String> subnets) {
    String subnet = subnets.get(network.name());
    return subnet == null ? network : network.withSubnet(subnet);
  }
}
