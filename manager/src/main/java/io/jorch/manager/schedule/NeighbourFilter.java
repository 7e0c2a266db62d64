package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.Locale;
import java.util.Optional;

/// What else is on a node, or in its place.
enum NeighbourFilter implements Filter {
  /// A volume stays where it is. One that has no home yet gets it with its first task, so that
  /// place must also do for the services that share it.
  VOLUME {
    @Override
    public boolean concerns(Ask ask) {
      return !ask.needs().volumes().isEmpty();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      boolean fresh = false;
      for (VolumeName volume : ask.needs().volumes()) {
        NodeId home = ask.homes().get(volume);
        if (home == null) fresh = true;
        else if (!home.equals(node.state().id())) return false;
      }
      return !fresh || ask.needs().sharers().stream().allMatch(site -> site.allows(node.state()));
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return elsewhere(ask, node).isPresent()
          ? "without a volume of the task, which is on another node"
          : "not for a service that shares a volume with the task";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return elsewhere(ask, node)
          .map(volume -> "volume " + volume + " is on node " + ask.homes().get(volume))
          .orElse("a service that shares a volume with the task may not run there");
    }
  },
  MAX_REPLICAS_PER_NODE {
    @Override
    public boolean concerns(Ask ask) {
      return ask.needs().mostPerNode() > 0;
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return ask.own().on(node) < ask.needs().mostPerNode();
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "max_replicas_per_node reached";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      int most = ask.needs().mostPerNode();
      return "it has " + ask.own().on(node) + " of at most " + most + " tasks of the service";
    }
  },
  PORT {
    @Override
    public boolean concerns(Ask ask) {
      return !ask.needs().ports().isEmpty();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.free(ask.needs().ports());
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "host port " + node.taken(ask.needs().ports()).getFirst() + " in use";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return "its port " + node.taken(ask.needs().ports()).getFirst() + " is a task's already";
    }
  },
  AFFINITY {
    @Override
    public boolean concerns(Ask ask) {
      return ask.needs().near().stream().anyMatch(Near::required);
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      for (Ask.Neighbour each : ask.neighbours()) {
        if (each.near().required() && !each.holds(node)) return false;
      }
      return true;
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return broken(ask, node)
          .map(near -> (near.apart() ? "with tasks of " : "without a task of ") + near.other())
          .orElse("");
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return broken(ask, node)
          .map(
              near ->
                  "its "
                      + near.place()
                      + (near.apart() ? " has a task of " : " has no task of ")
                      + near.other()
                      + (near.apart() ? ", which must be apart" : ", which must be near"))
          .orElse("");
    }
  };

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<VolumeName> elsewhere(Ask ask, NodeLoad node) {
    return ask.needs().volumes().stream()
        .filter(volume -> ask.homes().containsKey(volume))
        .filter(volume -> !node.state().id().equals(ask.homes().get(volume)))
        .findFirst();
  }

  private static Optional<Near> broken(Ask ask, NodeLoad node) {
    return ask.neighbours().stream()
        .filter(each -> each.near().required() && !each.holds(node))
        .map(Ask.Neighbour::near)
        .findFirst();
  }
}
