package io.jorch.agent.node;

import io.jorch.agent.linux.net.Ipv4;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.EndpointSet.Endpoint;
import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Tells the other nodes what this one serves, when it has changed. Used by one thread.
final class Notices {
  /// How long the others get to act on what they were told, before what was withdrawn is stopped.
  private static final long MOMENT_MILLIS = 100;

  /// How long the telling itself may take before it is not waited for any more.
  private static final long PATIENCE_MILLIS = 150;

  private final NodeId node;
  private final Function<EndpointSet, CompletableFuture<Void>> out;
  private Optional<EndpointSet> last = Optional.empty();

  /// @param out sends a set; completes when the others can see it
  Notices(NodeId node, Function<EndpointSet, CompletableFuture<Void>> out) {
    this.node = node;
    this.out = out;
  }

  /// Completes, never exceptionally, when the others have had time to act, at once when there are
  /// none or nothing is new.
  CompletableFuture<Void> tell(
      Optional<Ipv4> underlay, Map<NetworkName, String> gateways, Endpoints endpoints) {
    CompletableFuture<Void> nothing = CompletableFuture.completedFuture(null);
    if (underlay.isEmpty()) {
      last = Optional.empty();
      return nothing;
    }
    EndpointSet now =
        new EndpointSet(node, underlay.get().toString(), gateways, present(endpoints.local()));
    if (last.equals(Optional.of(now))) return nothing;
    last = Optional.of(now);
    CompletableFuture<Void> sent = out.apply(now);
    if (endpoints.peers().isEmpty()) return nothing;
    Executor afterAMoment =
        CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
    return sent.copy()
        .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .handle((_, _) -> true)
        .thenAcceptAsync(_ -> {}, afterAMoment);
  }

  /// Containers that have an address, and those that will, for their names. One without a network
  /// is nobody's business.
  private static List<Endpoint> present(List<Endpoint> local) {
    return local.stream().filter(each -> !each.networks().isEmpty()).toList();
  }
}
