package io.jorch.cli.scale;

import io.jorch.core.model.Deployment;
import io.jorch.core.model.NetworkAttachment;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.Resources;
import io.jorch.core.model.RestartPolicy;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Stacks of ten services each, with a hundred replicas or more of each.
///
/// @param networks each stack has a network of its own
record Wanted(int tasks, boolean networks) {
  private static final int SERVICES = 10;
  private static final int STACK = 1_000;

  List<StackSpec> stacks() {
    int count = Math.max(1, tasks / STACK);
    List<StackSpec> stacks = new ArrayList<>();
    int left = tasks;
    for (int n = 0; n < count; n++) {
      int mine = left / (count - n);
      left -= mine;
      stacks.add(stack(new StackName("stack-" + n), mine));
    }
    return stacks;
  }

  private StackSpec stack(StackName name, int size) {
    NetworkName network = new NetworkName(name + "_default");
    List<NetworkAttachment> attached =
        networks ? List.of(new NetworkAttachment(network, List.of(), Optional.empty())) : List.of();
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    int left = size;
    for (int n = 0; n < SERVICES; n++) {
      int mine = left / (SERVICES - n);
      left -= mine;
      ServiceName service = new ServiceName("service-" + n);
      services.put(service, service(service, task(name, n, attached), mine));
    }
    NetworkSpec spec = new NetworkSpec(network, false, false, Optional.empty(), Map.of());
    return new StackSpec(name, services, networks ? Map.of(network, spec) : Map.of(), Map.of());
  }

  private static ServiceSpec service(ServiceName name, TaskSpec task, int replicas) {
    return new ServiceSpec(
        name,
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

  private static TaskSpec task(StackName stack, int n, List<NetworkAttachment> networks) {
    Resources reserved =
        new Resources(OptionalLong.empty(), OptionalLong.of(1 << 20), OptionalLong.empty());
    return new TaskSpec(
        "registry.example/shop/" + stack + ":" + n,
        Optional.of("sha256:" + "%064x".formatted(n)),
        Optional.empty(),
        Optional.of(List.of("/bin/serve", "--port", "8080")),
        Map.of("LOG_LEVEL", "info", "DATABASE_URL", "postgres://db/" + stack, "WORKERS", "4"),
        Map.of("example.team", "shop"),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TaskSpec.DEFAULT_STOP_GRACE,
        Optional.empty(),
        Resources.NONE,
        reserved,
        List.of(),
        networks,
        networks.isEmpty() ? TaskSpec.NetworkMode.HOST : TaskSpec.NetworkMode.NETWORKS,
        Map.of(),
        false,
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        0);
  }
}
