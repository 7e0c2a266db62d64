package io.jorch.cli.faults;

import io.jorch.cli.faults.Fault.Victims;
import io.jorch.cli.testbed.Asking;
import io.jorch.cli.testbed.Claims;
import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Served;
import io.jorch.cli.testbed.Writing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// One fault, once.
///
/// @param name start of the names of all that is written meanwhile
record Trial(Watched watched, Fault fault, String name, Notes notes) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BEFORE = Duration.ofSeconds(3);

  Findings run() throws Exception {
    TestCluster cluster = watched.cluster();
    cluster.settle("before the fault");
    Victims victims = fault.aim().at(cluster);
    Host observed = observed(cluster, victims);
    InetSocketAddress port = new InetSocketAddress(observed.address(), Watched.PORT);
    List<Writing.Write> users = new ArrayList<>();
    for (Host host : cluster.managers()) users.add(written -> write(host, written));
    try (Asking asking =
            Asking.start(
                cluster.lab().client(),
                port,
                "/hostname",
                Duration.ofMillis(20),
                Duration.ofMillis(500));
        Writing writing = Writing.start(name, users, Duration.ofMillis(500))) {
      Thread.sleep(BEFORE);
      return during(cluster, victims, asking, writing);
    }
  }

  private Findings during(TestCluster cluster, Victims victims, Asking asking, Writing writing)
      throws Exception {
    Claims before = Claims.read(watched.claims());
    long struck = System.nanoTime();
    fault.strike().to(cluster, victims);
    long allStruck = System.nanoTime();
    Thread.sleep(fault.lasts());
    long mended = System.nanoTime();
    fault.mend().to(cluster, victims);
    List<String> troubles = cluster.settle("after the fault");
    Duration back = Duration.ofNanos(System.nanoTime() - mended);
    Optional<Duration> again =
        awaited(struck, () -> servedAgain(asking.served(), victims, struck, mended));
    long decidable = fault.paralyses() ? mended : allStruck;
    Optional<Duration> decided = awaited(struck, () -> writing.untilAcknowledged(decidable));
    Served served = asking.served();
    notes.served(fault.name() + "-" + name, served, struck);
    notes.troubles(fault.name() + "-" + name, troubles);
    writing.close();
    Duration silence = served.since(struck).longestOutage();
    Findings findings = new Findings(again, silence, decided, back, lost(writing), twice(before));
    for (String written : writing.acknowledged()) watched.forget(written);
    return findings;
  }

  private Findings.Writes lost(Writing writing) throws IOException {
    return new Findings.Writes(writing.acknowledged().size(), writing.lost(watched.written()));
  }

  /// Who held at the same time, and did not already before the fault.
  private List<Claims.Overlap> twice(Claims before) throws IOException {
    Set<String> known = new TreeSet<>();
    before.overlaps().forEach(overlap -> known.add(overlap.holders()));
    return Claims.read(watched.claims()).overlaps().stream()
        .filter(overlap -> !known.contains(overlap.holders()))
        .toList();
  }

  /// As long as the fault lasts only those that were not struck count, afterwards all.
  private static Optional<Duration> servedAgain(
      Served served, Victims victims, long struck, long mended) {
    Duration lasted = Duration.ofNanos(mended - struck);
    return served
        .untilReplicas(Watched.REPLICAS, struck, victims.replicas())
        .filter(time -> time.compareTo(lasted) <= 0 || lasted.isZero())
        .or(() -> served.untilReplicas(Watched.REPLICAS, mended, Set.of()).map(lasted::plus));
  }

  /// What comes to pass sooner or later, or not.
  private static Optional<Duration> awaited(long struck, Supplier<Optional<Duration>> time)
      throws InterruptedException {
    while (true) {
      Optional<Duration> now = time.get();
      if (now.isPresent() || System.nanoTime() - struck > PATIENCE.toNanos()) return now;
      Thread.sleep(50);
    }
  }

  private boolean write(Host user, String what) {
    try {
      return watched.write(user, what);
    } catch (IOException e) {
      return false;
    }
  }

  /// A host that the fault leaves alone, if there is one.
  private static Host observed(TestCluster cluster, Victims victims) {
    List<Integer> struck = victims.hosts().stream().map(Host::number).toList();
    return cluster.lab().hosts().stream()
        .filter(host -> !struck.contains(host.number()))
        .findFirst()
        .orElse(cluster.lab().host(1));
  }
}
