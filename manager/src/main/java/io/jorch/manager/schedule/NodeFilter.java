package io.jorch.manager.schedule;

import io.jorch.core.model.Constraint;
import io.jorch.manager.node.Intake;
import io.jorch.manager.node.Liveness;
import java.util.Locale;
import java.util.function.Function;

/// What a node is, whatever runs on it.
enum NodeFilter implements Filter {
  READY {
    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.state().liveness().ready();
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "not ready";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return switch (node.state().liveness()) {
        case Liveness.Ready _ -> "it is ready";
        case Liveness.Disconnected(var since) -> "it cannot be heard since " + since;
        case Liveness.Lost(var since) -> "it is lost since " + since;
      };
    }
  },
  ACCEPTING {
    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.state().accepting();
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return node.state().intake() == Intake.PAUSED ? "paused" : "drained";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return "it " + node.state().intake().refusal() + " by an operator";
    }
  },
  HOST {
    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return ask.needs().host().map(node.state().id()::equals).orElse(true);
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "not the node asked for";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      String wanted = ask.needs().host().map(Object::toString).orElse("any");
      return "the task is for node " + wanted + " only";
    }
  },
  PLATFORM {
    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return ask.needs().site().rightArchitecture(node.state());
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "another architecture than the image";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return "its architecture is "
          + node.state().info().architecture()
          + ", that of the image "
          + ask.needs().site().architecture().orElse("any");
    }
  },
  CONSTRAINT {
    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return ask.needs().site().unmet(node.state()).isEmpty();
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "constraint " + unmet(ask, node, Constraint::toString) + " not met";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      return unmet(
          ask,
          node,
          each -> {
            String actual = node.value(each.attribute());
            return each.attribute()
                + " is "
                + (actual.isEmpty() ? "not set" : "'" + actual + "'")
                + (each.equal() ? " and must be '" : " and must not be '")
                + each.value()
                + "'";
          });
    }
  };

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean concerns(Ask ask) {
    return switch (this) {
      case READY, ACCEPTING -> true;
      case HOST -> ask.needs().host().isPresent();
      case PLATFORM -> ask.needs().site().architecture().isPresent();
      case CONSTRAINT -> !ask.needs().site().constraints().isEmpty();
    };
  }

  private static String unmet(Ask ask, NodeLoad node, Function<Constraint, String> words) {
    return ask.needs().site().unmet(node.state()).map(words).orElse("");
  }
}
