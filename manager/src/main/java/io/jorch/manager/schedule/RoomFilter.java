package io.jorch.manager.schedule;

import io.jorch.core.model.Resources;
import java.util.Locale;
import java.util.Map;

/// What is left of a node after all reservations.
enum RoomFilter implements Filter {
  GENERIC {
    @Override
    public boolean concerns(Ask ask) {
      return !wanted(ask).generic().isEmpty();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.generic().fits(node.state().info(), wanted(ask).generic());
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "insufficient " + scarce(ask, node).getKey();
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      Map.Entry<String, Long> scarce = scarce(ask, node);
      long free = Math.max(0, node.generic().free(node.state().info(), scarce.getKey()));
      return "it has " + free + " " + scarce.getKey() + " free of " + scarce.getValue() + " needed";
    }
  },
  CPU {
    @Override
    public boolean concerns(Ask ask) {
      return wanted(ask).nanoCpus().isPresent();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.fitsCpus(wanted(ask));
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "insufficient cpus";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      String needed = cpus(wanted(ask).nanoCpus().orElse(0));
      return "it has " + cpus(Math.max(0, node.freeCpus())) + " CPUs free of " + needed + " needed";
    }
  },
  MEMORY {
    @Override
    public boolean concerns(Ask ask) {
      return wanted(ask).memoryBytes().isPresent();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.fitsMemory(wanted(ask));
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "insufficient memory";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      String needed = mebibytes(wanted(ask).memoryBytes().orElse(0));
      String free = mebibytes(Math.max(0, node.freeMemory()));
      return "it has " + free + " of memory free of " + needed + " needed";
    }
  },
  PIDS {
    @Override
    public boolean concerns(Ask ask) {
      return wanted(ask).pids().isPresent();
    }

    @Override
    public boolean passes(Ask ask, NodeLoad node) {
      return node.fitsPids(wanted(ask));
    }

    @Override
    public String lack(Ask ask, NodeLoad node) {
      return "insufficient pids";
    }

    @Override
    public String explain(Ask ask, NodeLoad node) {
      long needed = wanted(ask).pids().orElse(0);
      return "it has " + Math.max(0, node.freePids()) + " pids free of " + needed + " needed";
    }
  };

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static final long NANOS = 1_000_000_000L;

  private static Resources wanted(Ask ask) {
    return ask.needs().reservations();
  }

  private static Map.Entry<String, Long> scarce(Ask ask, NodeLoad node) {
    return wanted(ask).generic().entrySet().stream()
        .filter(each -> node.generic().free(node.state().info(), each.getKey()) < each.getValue())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is scarce on " + node.state().id()));
  }

  private static String cpus(long nano) {
    String rest = String.format(Locale.ROOT, "%09d", nano % NANOS).replaceFirst("0+$", "");
    return nano / NANOS + (rest.isEmpty() ? "" : "." + rest);
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
