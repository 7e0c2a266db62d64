package io.jorch.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Wait;
import io.jorch.cli.testbed.Host;
import io.jorch.cli.testbed.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Nodes whose clocks are ten minutes off take part like others; one that is off by more than
/// certificates allow is told what is wrong. The tests follow one another on the same cluster.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WrongClockIT {
  private static final Duration OFF = Duration.ofMinutes(10);
  private static final int TASKS = 3;

  private static TestCluster cluster;
  private static Shop shop;

  @BeforeAll
  static void form() throws Exception {
    Needs.check();
    cluster = TestCluster.form(1, 2, WrongClockIT::skew);
    Wait.until("all nodes are ready", () -> cluster.ready() == 3);
    shop = Shop.in(cluster, "{mode: global}");
  }

  private static void skew(Lab lab) throws IOException {
    lab.host(2).skew(OFF);
    lab.host(3).skew(OFF.negated());
  }

  @AfterAll
  static void close() throws Exception {
    if (cluster != null) cluster.close();
  }

  private static Host host(int number) {
    return cluster.lab().host(number);
  }

  @Test
  @Order(1)
  void nodesWithWrongClocksJoinAndRunTasks() throws Exception {
    shop.up(host(1));
    assertEquals(List.of("host-1", "host-2", "host-3"), shop.tasks().texts("node"));
    for (int at : List.of(2, 3)) {
      host(at).cli("exec", "-p", "shop", "web", "hostname").succeeded();
    }
  }

  /// Each daemon comes back with its containers; a crash in one of them is repaired; nothing else
  /// is replaced on the way.
  @Test
  @Order(2)
  void restartsAndRepairsTouchNothingElse() throws Exception {
    Map<String, Long> pids = new TreeMap<>(shop.pids());
    for (int at : List.of(2, 3, 1)) {
      host(at).daemon().stop();
      host(at).daemon().start();
      Wait.until("host-" + at + " is back", () -> cluster.ready() == 3 && shop.runs(TASKS));
    }
    assertEquals(pids, shop.pids());
    String victim = shop.tasks().where("node", "host-2").one().path("id").asString();
    host(2).cli("kill", victim).succeeded();
    Wait.until("it was replaced", () -> shop.runs(TASKS) && !shop.pids().containsKey(victim));
    pids.remove(victim);
    Map<String, Long> rest = shop.pids();
    rest.keySet().retainAll(pids.keySet());
    assertEquals(pids, rest);
  }

  @Test
  @Order(3)
  void aClockThatIsTooFarBehindIsNamedAsTheReason() throws Exception {
    host(3).cli("cluster", "leave").succeeded();
    host(3).daemon().stop();
    host(3).skew(Duration.ofHours(2).negated());
    host(3).daemon().start();
    String token = host(1).cli("cluster", "token", "worker").succeeded().out().strip();
    host(3)
        .cli("cluster", "join", "--advertise-addr", host(3).address(), token, host(1).address())
        .exited(1)
        .says("is not valid before")
        .says("set the clocks right");
    assertEquals(2, cluster.nodes().count());
  }
}
