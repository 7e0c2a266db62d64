package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Ran;
import io.jorch.cli.system.Rows;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What cannot be repaired by waiting: managers are gone for good, in the end all machines. The
/// tests follow one another on the same hosts, three managers and a worker.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryIT {
  private static TestCluster cluster;
  private static Shop shop;

  @BeforeAll
  static void form() throws Exception {
    Needs.check();
    cluster = TestCluster.form(3, 1);
    Wait.until("all nodes are ready", () -> cluster.ready() == 4);
    shop = Shop.in(cluster, "{mode: global}");
    shop.up(host(1));
  }

  @AfterAll
  static void close() throws Exception {
    if (cluster != null) cluster.close();
  }

  private static Host host(int number) {
    return cluster.lab().host(number);
  }

  private static List<String> managers(Host host) {
    Ran status = host.cli("cluster", "status", "--format", "json");
    if (status.code() != 0) return List.of();
    return Rows.object(status)
        .path("managers")
        .valueStream()
        .map(each -> each.path("hostname").asString() + " " + each.path("state").asString())
        .sorted()
        .toList();
  }

  private static Map<String, Long> pids(Host... hosts) throws IOException {
    Map<String, Long> pids = new TreeMap<>();
    for (Host host : hosts)
      for (var task : shop.tasks().where("node", host.name()).all())
        pids.put(task.path("id").asString(), cluster.pid(task));
    return pids;
  }

  @Test
  @Order(1)
  void theLastManagerGoesOnAloneAndWhatRunsIsNotTouched() throws Exception {
    Map<String, Long> before = pids(host(1), host(4));
    assertEquals(2, before.size());
    for (int gone : List.of(2, 3)) host(gone).destroy();
    Wait.until("the majority is missed", () -> majorityIsMissed());
    host(1).cli("cluster", "recover").exited(2).says("--force");
    host(1).cli("cluster", "recover", "--force").succeeded();
    Wait.until("one manager is left", () -> managers(host(1)).equals(List.of("host-1 leader")));
    Wait.until("it has heard of its worker", () -> cluster.ready() == 2 && shop.runs(2));
    assertEquals(before, pids(host(1), host(4)), "containers were replaced");
    assertEquals(List.of("host-1", "host-4"), cluster.nodes().texts("hostname"));
    String victim = shop.tasks().where("node", "host-4").one().path("id").asString();
    host(4).cli("kill", victim).succeeded();
    Wait.until("what crashes is replaced", () -> shop.runs(2) && !ids().contains(victim));
  }

  private static List<String> ids() throws IOException {
    return shop.tasks().texts("id");
  }

  private static boolean majorityIsMissed() {
    return host(1).cli("cluster", "status").out().contains("jorch cluster recover");
  }

  @Test
  @Order(2)
  void anotherManagerJoinsTheOneThatWasLeft() throws Exception {
    host(2).powerOn();
    String token = host(1).cli("cluster", "token", "manager").succeeded().out().strip();
    host(2)
        .cli("cluster", "join", "--advertise-addr", host(2).address(), token, mesh(1))
        .succeeded();
    Wait.until(
        "two managers agree",
        () -> managers(host(1)).equals(List.of("host-1 leader", "host-2 follower")));
    Wait.until("it does its share", () -> cluster.ready() == 3 && shop.runs(3));
    assertEquals(List.of("host-1", "host-2", "host-4"), shop.tasks().texts("node"));
  }

  private static String mesh(int host) {
    return host(host).address() + ":7437";
  }

  /// Images that were built are not in a backup: `up` builds them anew.
  @Test
  @Order(3)
  void aBackupBringsTheClusterBackOnAFreshMachine() throws Exception {
    Path backup = cluster.lab().directory().resolve("backup");
    List<String> revisions = revisions(host(1));
    String id = clusterId(host(1));
    host(2).cli("cluster", "backup", backup.toString()).succeeded();
    for (int gone : List.of(1, 2, 4)) host(gone).destroy();
    Host fresh = host(3);
    fresh.powerOn();
    fresh.cli("cluster", "restore", backup.toString()).succeeded();
    fresh
        .cli("cluster", "init", "--advertise-addr", fresh.address())
        .succeeded()
        .says(fresh.address() + ":7437");
    Wait.until("it is the only manager", () -> managers(fresh).equals(List.of("host-3 leader")));
    assertEquals(id, clusterId(fresh));
    assertEquals(revisions, revisions(fresh));
    fresh.cli("-f", shop.file(), "up", "--timeout", "120").succeeded();
    assertEquals(List.of("host-3"), shop.tasks().where("state", "running").texts("node"));
    fresh.cli("node", "rm", "host-4").succeeded();
  }

  private static List<String> revisions(Host host) {
    return Rows.of(host.cli("history", "shop", "--format", "json").succeeded()).texts("revision");
  }

  private static String clusterId(Host host) {
    Ran status = host.cli("cluster", "status", "--format", "json").succeeded();
    return Rows.object(status).path("id").asString();
  }
}
