package io.jorch.cli.crowd;

import io.jorch.cli.system.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The command `.ci/crowd`: scales a service up on several hosts, drains one and kills the
/// daemon of another, on jorch and on Docker's swarm mode, one after the other.
public final class Crowd {
  static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MANAGERS = 3;

  private Crowd() {}

  private record Times(
      String name, double up, long drainedTasks, double drained, long lostTasks, double replaced) {}

  /// Arguments: hosts, replicas, sides (`jorch`, `swarm`).
  public static void main(String[] words) throws Exception {
    if (words.length < 3) {
      System.err.println("usage: .ci/crowd HOSTS REPLICAS jorch|swarm...");
      System.exit(2);
    }
    int hosts = Integer.parseInt(words[0]);
    int replicas = Integer.parseInt(words[1]);
    System.out.printf(
        "| %d hosts, %d containers | scale up | drain a host (with so many) | daemon killed (with so many), all run elsewhere |%n"
            + "|---|---:|---:|---:|%n",
        hosts, replicas);
    for (String side : List.of(words).subList(2, words.length)) {
      try (Side there = side(side, hosts)) {
        Times times = run(there, hosts, replicas);
        System.out.printf(
            Locale.ROOT,
            "| %s | %.1f s | %.1f s (%d) | %.1f s (%d) |%n",
            times.name(),
            times.up(),
            times.drained(),
            times.drainedTasks(),
            times.replaced(),
            times.lostTasks());
      }
    }
  }

  private static Side side(String name, int hosts) throws Exception {
    return switch (name) {
      case "jorch" -> new JorchSide(hosts, MANAGERS);
      case "swarm" -> new SwarmSide(hosts, MANAGERS);
      default -> throw new IllegalArgumentException("no such side: " + name);
    };
  }

  private static Times run(Side side, int hosts, int replicas) throws Exception {
    side.form();
    double up = seconds(() -> side.scale(replicas));
    Wait.until("all replicas run", PATIENCE, () -> side.running().size() == replicas);
    long onDrained = on(side, "host-" + hosts);
    double drained = seconds(() -> side.drain(hosts));
    String gone = "host-" + (hosts - 1);
    long onGone = on(side, gone);
    double replaced =
        seconds(
            () -> {
              side.kill(hosts - 1);
              Wait.until(
                  "all replicas run elsewhere",
                  PATIENCE,
                  () -> side.running().stream().filter(on -> !on.equals(gone)).count() == replicas);
            });
    return new Times(side.name(), up, onDrained, drained, onGone, replaced);
  }

  private static long on(Side side, String host) throws Exception {
    return side.running().stream().filter(host::equals).count();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }
}
