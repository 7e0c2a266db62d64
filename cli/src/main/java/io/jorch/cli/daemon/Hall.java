package io.jorch.cli.daemon;

import io.jorch.core.api.ApplyRequest;
import io.jorch.core.api.ApplyResult;
import io.jorch.core.api.DaemonInfo;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.StackName;
import io.jorch.core.node.NodeService;
import io.jorch.manager.control.ManagerNode;
import io.jorch.manager.control.Operations;
import io.jorch.manager.control.Pins;
import io.jorch.manager.control.RequestException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// Where users of this node are heard: calls go to the manager that decides, here or on another
/// node, but for those about this node itself.
final class Hall {
  static final String SERVICE = "operations";

  private final NodeId self;
  private final Supplier<Optional<ManagerNode>> own;
  private final Supplier<Optional<NodeId>> leader;
  private final Optional<Ways> ways;
  private final Persistence persistence = new Persistence();

  /// @param own the manager here, while it decides
  /// @param leader where decisions are made, as far as is known
  /// @param ways empty on a machine that is in no cluster
  Hall(
      NodeId self,
      Supplier<Optional<ManagerNode>> own,
      Supplier<Optional<NodeId>> leader,
      Optional<Ways> ways) {
    this.self = self;
    this.own = own;
    this.leader = leader;
    this.ways = ways;
  }

  /// The manager here, for other nodes that were told that it decides.
  Operations local() throws IOException {
    return own.get()
        .map(ManagerNode::operations)
        .orElseThrow(
            () -> RequestException.unavailable("another manager decides by now; try again"));
  }

  /// The manager that decides, wherever it is.
  Operations decider() throws IOException {
    Optional<ManagerNode> here = own.get();
    if (here.isPresent()) return here.get().operations();
    NodeId there =
        leader
            .get()
            .filter(id -> !id.equals(self) && ways.isPresent())
            .orElseThrow(
                () ->
                    RequestException.unavailable(
                        "no manager decides now: running containers go on; try again in a moment,"
                            + " or see `jorch cluster status`"));
    return Forwarding.to(there, ways.orElseThrow(), () -> replaced(there));
  }

  private boolean replaced(NodeId there) {
    return leader.get().filter(now -> !now.equals(there)).isPresent();
  }

  /// What users call.
  ///
  /// @param node this node's own answers
  Operations operations(NodeService node, Here here) {
    return Switch.of(Operations.class, this::decider, new Local(this, node, here), persistence);
  }

  /// Facts about this daemon, and its end.
  interface Here {
    DaemonInfo info() throws IOException;

    void shutDown();
  }

  /// Methods of [Operations] that are answered here.
  record Local(Hall hall, NodeService service, Here here) {
    public NodeService node() {
      return service;
    }

    public DaemonInfo info() throws IOException {
      return here.info();
    }

    public void shutDown() {
      here.shutDown();
    }

    /// The images that users mean are those of the node where they are.
    public ApplyResult apply(StackName name, ApplyRequest request) throws IOException {
      ApplyRequest pinned = Pins.of(request, service);
      return hall.persistence.call(() -> hall.decider().apply(name, pinned));
    }
  }
}
