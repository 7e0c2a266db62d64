package io.jorch.manager.schedule;

import io.jorch.core.model.NodeId;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
      return elsewhere(ask, node)
          .map(
              volume ->
                  ask.host(volume)
                      .map(host -> "without volume " + volume + ", which " + host + " has,")
                      .orElse("without volume " + volume + " of a node that was removed"))
          .orElse("not for a service that shares a volume with the task");
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return elsewhere(ask, node)
          .map(volume -> "volume " + volume + " " + whereabouts(ask, volume))
          .orElse("a service that shares a volume with the task may not run there");
    }
  },
  /// What a removed stack left there goes before anything uses a volume of that name again.
  OLD_VOLUME {
    @Override
    public boolean concerns(Ask ask) {
      return !ask.needs().volumes().isEmpty() || !ask.needs().copies().isEmpty();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.state().doomed().isEmpty() || old(ask, node).isEmpty();
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "still removing an old volume of that name";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return "what it has of volume "
          + old(ask, node).map(VolumeName::value).orElse("")
          + " is of a stack that was removed, and goes first";
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

  private static String whereabouts(Ask ask, VolumeName volume) {
    return ask.host(volume)
        .map(host -> "is on node " + host)
        .orElse(
            "was on a node that was removed; `jorch volume rm "
                + volume
                + "` gives it up for good");
  }

  private static Optional<VolumeName> old(Ask ask, NodeLoad node) {
    return Stream.of(ask.needs().volumes(), ask.needs().copies())
        .flatMap(List::stream)
        .filter(node.state().doomed()::contains)
        .findFirst();
  }

  private static Optional<Near> broken(Ask ask, NodeLoad node) {
    return ask.neighbours().stream()
        .filter(each -> each.near().required() && !each.holds(node))
        .map(Ask.Neighbour::near)
        .findFirst();
  }
}
