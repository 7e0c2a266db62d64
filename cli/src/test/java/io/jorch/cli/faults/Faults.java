package io.jorch.cli.faults;

import io.jorch.cli.faults.Fault.Victims;
import io.jorch.cli.system.Rows;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// All faults of the table.
final class Faults {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofSeconds(12);
  private static final Duration FREEZE = Duration.ofSeconds(60);
  private static final Fault.Deed NOTHING = (cluster, victims) -> {};
  private static final Fault.Deed KILL = each(host -> host.daemon().kill());
  private static final Fault.Deed START = each(host -> host.daemon().start());
  private static final Fault.Deed CUT = (cluster, at) -> cutAll(cluster, at.hosts());
  private static final Fault.Deed PART = Faults::part;
  private static final Fault.Deed HEAL = (cluster, at) -> cluster.lab().cables().heal();

  private Faults() {}

  static List<Fault> all() {
    return List.of(
        Fault.passing(
            "container", "kill -9 of a container", SHORT, Faults::container, signal(), NOTHING),
        Fault.passing("agent", "kill -9 of an agent", SHORT, Faults::worker, KILL, START),
        Fault.passing("leader", "kill -9 of the leader", SHORT, Faults::leader, KILL, START),
        Fault.paralysing(
            "managers",
            "kill -9 of two of three managers, and back",
            SHORT,
            Faults::two,
            KILL,
            START),
        Fault.paralysing(
            "power",
            "power off of all, and back",
            AT_ONCE,
            Faults::everybody,
            each(Host::powerOff),
            Faults::powerOn),
        Fault.passing("cut", "link cut of a node", SHORT, Faults::worker, CUT, HEAL),
        Fault.passing("cut-leader", "link cut of the leader", SHORT, Faults::leader, CUT, HEAL),
        Fault.passing(
            "part", "partial cut between two workers", SHORT, Faults::twoWorkers, PART, HEAL),
        Fault.passing(
            "part-leader",
            "partial cut between leader and worker",
            SHORT,
            Faults::leaderAndWorker,
            PART,
            HEAL),
        Fault.passing(
            "freeze",
            "60 s freeze of a node",
            FREEZE,
            Faults::worker,
            each(Host::freeze),
            each(Host::thaw)),
        Fault.passing(
            "freeze-leader",
            "60 s freeze of the leader",
            FREEZE,
            Faults::leader,
            each(Host::freeze),
            each(Host::thaw)));
  }

  private interface Act {
    void on(Host host) throws IOException;
  }

  private static Fault.Deed each(Act act) {
    return (cluster, victims) -> {
      for (Host host : victims.hosts()) act.on(host);
    };
  }

  private static Fault.Deed signal() {
    return (cluster, victims) ->
        victims
            .pids()
            .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static void cutAll(TestCluster cluster, List<Host> hosts) throws IOException {
    for (Host host : hosts) cluster.lab().cables().cut(host);
  }

  private static void part(TestCluster cluster, Victims victims) throws IOException {
    cluster.lab().cables().part(victims.hosts().getFirst(), victims.hosts().getLast());
  }

  private static void powerOn(TestCluster cluster, Victims victims) throws IOException {
    for (Host host : victims.hosts()) host.plugIn();
    cluster.lab().start();
  }

  private static Victims hosts(TestCluster cluster, List<Host> hosts) throws IOException {
    return new Victims(hosts, cluster.replicas(Watched.WEB, hosts), List.of());
  }

  private static Victims container(TestCluster cluster) throws IOException {
    JsonNode task = cluster.tasks().service(Watched.WEB).all().getFirst();
    return new Victims(List.of(), Set.of(TestCluster.shortForm(task)), List.of(cluster.pid(task)));
  }

  /// One that runs a replica.
  private static Host serving(TestCluster cluster) throws IOException {
    Rows web = cluster.tasks().service(Watched.WEB);
    return cluster.host(web.all().getFirst());
  }

  private static Victims worker(TestCluster cluster) throws IOException {
    return hosts(cluster, List.of(serving(cluster)));
  }

  private static Victims leader(TestCluster cluster) throws IOException {
    return hosts(cluster, List.of(cluster.leader()));
  }

  private static Victims everybody(TestCluster cluster) throws IOException {
    return hosts(cluster, cluster.lab().hosts());
  }

  /// The leader and another one.
  private static Victims two(TestCluster cluster) throws IOException {
    Host leader = cluster.leader();
    List<Host> struck = new ArrayList<>(cluster.managers());
    struck.removeIf(host -> host.number() == leader.number());
    return hosts(cluster, List.of(leader, struck.getFirst()));
  }

  /// Nobody is expected to stop answering.
  private static Victims unharmed(Host one, Host other) {
    return new Victims(List.of(one, other), Set.of(), List.of());
  }

  private static Victims twoWorkers(TestCluster cluster) {
    return unharmed(cluster.workers().getFirst(), cluster.workers().getLast());
  }

  private static Victims leaderAndWorker(TestCluster cluster) throws IOException {
    return unharmed(cluster.leader(), serving(cluster));
  }
}
