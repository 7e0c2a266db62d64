package io.jorch.cli.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.cli.system.Marks;
import io.jorch.cli.system.Needs;
import io.jorch.cli.system.Wait;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What befalls hosts is what their names say, and nothing is left of them.
class LabIT {
  private static Lab lab;
  private static Host one;
  private static Host two;
  private static Host three;

  @BeforeAll
  static void up() throws Exception {
    Needs.check();
    lab = Lab.create(3);
    one = lab.host(1);
    two = lab.host(2);
    three = lab.host(3);
  }

  @AfterEach
  void heal() throws Exception {
    lab.cables().heal();
    for (Host host : lab.hosts()) lab.cables().mend(host);
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    if (lab == null) return;
    Path directory = lab.directory();
    List<Marks> marks = new java.util.ArrayList<>();
    for (Host host : lab.hosts())
      marks.add(Marks.of(host.home(), Optional.of(host.namespace().network())));
    marks.add(new Marks(directory, Optional.empty(), Optional.of(lab.client().network())));
    lab.close();
    for (Marks each : marks) {
      assertEquals(List.of(), each.processes());
      assertEquals(List.of(), each.groups());
    }
    assertFalse(Files.exists(directory));
    assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(directory + "/"));
  }

  /// Whether a datagram gets from one to the other, without any answer.
  private static boolean arrives(Host from, Host to) throws IOException {
    try (DatagramSocket ear =
        to.namespace().call(() -> new DatagramSocket(new InetSocketAddress(to.address(), 0)))) {
      ear.setSoTimeout(300);
      try (DatagramSocket mouth = from.namespace().call(() -> new DatagramSocket())) {
        var address = new InetSocketAddress(to.address(), ear.getLocalPort());
        mouth.send(new DatagramPacket(new byte[] {1}, 1, address));
      }
      ear.receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  /// So that no question for a hardware address has to be answered when a way is cut.
  private static void acquaint(Host one, Host other) throws IOException {
    for (List<Host> pair : List.of(List.of(one, other), List.of(other, one)))
      pair.getFirst()
          .output(
              "ip",
              "neighbour",
              "replace",
              pair.getLast().address(),
              "lladdr",
              pair.getLast().port().mac(),
              "dev",
              "eth0");
  }

  @Test
  void aCutHostNeitherHearsNorIsHeardThoughItsLinkIsUp() throws Exception {
    acquaint(one, two);
    assertTrue(arrives(one, two) && arrives(two, one));
    lab.cables().cut(one);
    assertFalse(arrives(one, two) || arrives(two, one));
    assertTrue(one.output("ip", "link", "show", "eth0").contains("LOWER_UP"));
    lab.cables().heal();
    assertTrue(arrives(one, two) && arrives(two, one));
  }

  @Test
  void aOneWayCutLeavesTheOtherWay() throws Exception {
    acquaint(one, two);
    lab.cables().partOneWay(one, two);
    assertFalse(arrives(one, two));
    assertTrue(arrives(two, one));
    lab.cables().heal();
    lab.cables().mute(one);
    assertFalse(arrives(one, two));
    assertTrue(arrives(two, one));
    lab.cables().heal();
    lab.cables().deafen(one);
    assertTrue(arrives(one, two));
    assertFalse(arrives(two, one));
  }

  @Test
  void aPartialCutPartsTwoHostsOnly() throws Exception {
    lab.cables().part(one, two);
    assertFalse(arrives(one, two) || arrives(two, one));
    for (Host host : List.of(one, two)) assertTrue(arrives(host, three) && arrives(three, host));
  }

  /// Median of some round trips.
  private static Duration roundTrip(Host from, Host to) throws IOException {
    String text = from.output("busybox", "ping", "-c", "5", "-A", to.address());
    long[] nanos =
        text.lines()
            .filter(line -> line.contains("time="))
            .mapToLong(line -> nanos(line.replaceAll(".*time=([0-9.]+) ms", "$1")))
            .sorted()
            .toArray();
    assertEquals(5, nanos.length, text);
    return Duration.ofNanos(nanos[nanos.length / 2]);
  }

  private static long nanos(String millis) {
    return Math.round(Double.parseDouble(millis) * 1e6);
  }

  @Test
  void aDelayedHostIsLateByItBothWays() throws Exception {
    Duration delay = Duration.ofMillis(40);
    Duration before = roundTrip(one, two);
    lab.cables().impair(one, Impairment.delay(delay));
    assertTrue(roundTrip(one, two).compareTo(delay.multipliedBy(2)) >= 0);
    assertTrue(roundTrip(two, one).compareTo(delay.multipliedBy(2)) >= 0);
    assertTrue(roundTrip(two, three).compareTo(delay) < 0);
    lab.cables().impair(one, Impairment.delay(delay).towards(3));
    assertTrue(roundTrip(one, three).compareTo(delay.multipliedBy(2)) >= 0);
    assertTrue(roundTrip(one, two).compareTo(delay) < 0);
    lab.cables().mend(one);
    assertTrue(roundTrip(one, two).compareTo(delay) < 0, "before it was " + before);
  }

  @Test
  void aCutHoldsOnABadCableToo() throws Exception {
    acquaint(one, two);
    lab.cables().impair(one, Impairment.delay(Duration.ofMillis(1)));
    assertTrue(arrives(one, two) && arrives(two, one));
    lab.cables().cut(one);
    assertFalse(arrives(one, two) || arrives(two, one));
  }

  @Test
  void alossyCableLosesItsShareAndASlowOneThrottles() throws Exception {
    lab.cables().impair(one, Impairment.loss(1));
    assertFalse(arrives(one, two));
    lab.cables().impair(one, new Impairment(Duration.ZERO, Duration.ZERO, 0, 8, Optional.of(2)));
    long start = System.nanoTime();
    String ping = one.output("busybox", "ping", "-c", "1", "-s", "958", two.address());
    assertTrue(ping.contains("1 packets received"), ping);
    assertTrue(System.nanoTime() - start >= 2_000_000_000L, "a kilobyte is a second at 8 kbit/s");
  }

  @Test
  void aFrozenDaemonAnswersOnlyWhenThawed() throws Exception {
    one.daemon().start();
    one.cli("info").succeeded();
    one.daemon().freeze();
    long pid = one.daemon().pid().orElseThrow();
    Wait.until(
        "it has stopped", () -> Marks.text(Path.of("/proc/" + pid + "/stat")).contains(") T "));
    one.daemon().thaw();
    one.cli("info").succeeded();
    one.daemon().kill();
    assertEquals(Optional.empty(), one.daemon().pid());
    one.cli("info").exited(1);
    assertNotEquals(pid, restarted(one));
  }

  private static long restarted(Host host) throws IOException {
    host.daemon().start();
    return host.daemon().pid().orElseThrow();
  }

  @Test
  void aHostWithoutPowerKeepsItsFilesAndNothingElse() throws Exception {
    two.daemon().start();
    String id = Files.readString(two.stateDir().resolve("node-id"));
    String network = two.namespace().network();
    two.powerOff();
    assertEquals(List.of(), Marks.of(two.home(), Optional.of(network)).processes());
    assertEquals(List.of(), Marks.of(two.home(), Optional.of(network)).groups());
    two.powerOn();
    assertEquals(id, Files.readString(two.stateDir().resolve("node-id")));
    two.cli("info").succeeded();
    assertTrue(arrives(one, two) && arrives(two, one));
  }

  @Test
  void aDaemonLivesByTheClockItWasGiven() throws Exception {
    three.skew(Duration.ofDays(2));
    three.daemon().start();
    String info = three.cli("info", "--format", "json").succeeded().out();
    String tomorrow = Instant.now().plus(Duration.ofDays(2)).toString().substring(0, 10);
    assertTrue(info.contains(tomorrow), info);
  }
}
