package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Three members in processes of their own under concurrent clients, while they are killed, frozen
/// and all switched off: nothing acknowledged is lost and every register stays linearizable.
/// `-Djorch.store.faults.rounds=N` plays the faults more often than once.
class FaultsIT {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int ROUNDS = Integer.getInteger("jorch.store.faults.rounds", 1);

  @TempDir Path directory;

  private final Map<String, PeerAddress> addresses = new HashMap<>();
  private final Map<String, RemoteMember> members = new LinkedHashMap<>();
  private final Recording recording = new Recording();
  private final Map<String, List<Long>> waits = new LinkedHashMap<>();
  private int runs;

  private RemoteMember member(String name) {
    return Optional.ofNullable(members.get(name)).orElseThrow();
  }

  private PeerAddress address(String name) {
    return addresses.computeIfAbsent(name, fresh -> Ensemble.freeAddress());
  }

  private RemoteMember start(String name, String group) throws IOException {
    RemoteMember member =
        RemoteMember.start(
            List.of(
                directory.resolve(name).toString(),
                name,
                address(name).toString(),
                directory.resolve(name + ".p12").toString(),
                group,
                name + runs++ + "."),
            directory.resolve(name + ".log"),
            recording::line);
    members.put(name, member);
    return member;
  }

  private void form() throws IOException, GeneralSecurityException {
    TestAuthority authority = new TestAuthority();
    for (String name : NAMES) {
      authority.save(name, directory.resolve(name + ".p12"));
    }
    RemoteMember first = start("a", "-");
    String group = first.await("OPEN")[1];
    for (String name : List.of("b", "c")) {
      start(name, group).await("OPEN");
      first.tell("add " + name + " " + address(name));
      first.await("ADDED");
    }
    for (RemoteMember member : members.values()) {
      member.tell("go");
    }
    answered("the start", System.nanoTime());
  }

  private void back(String... names) throws IOException {
    for (String name : names) {
      start(name, "-");
    }
    for (String name : names) {
      member(name).await("OPEN");
      member(name).tell("go");
    }
  }

  private String leader() {
    String[] found = new String[1];
    Ensemble.await(
        "a leader",
        () -> {
          members.forEach((name, member) -> found[0] = member.leads() ? name : found[0]);
          return found[0] != null;
        });
    return found[0];
  }

  /// Waits for a call that was answered at least `AFTER` the fault: what was under way may still be
  /// answered just then.
  private void answered(String fault, long since) {
    long calm = since + TimeUnit.MILLISECONDS.toNanos(200);
    Ensemble.await("answers after " + fault, () -> recording.lastDone() > calm);
    waits
        .computeIfAbsent(fault, first -> new ArrayList<>())
        .add(TimeUnit.NANOSECONDS.toMillis(recording.lastDone() - since));
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  private void round() throws IOException, InterruptedException {
    String leader = leader();
    member(leader).kill();
    answered("kill of the leader", System.nanoTime());
    back(leader);
    pause(1500);

    leader = leader();
    member(leader).freeze();
    answered("freeze of the leader", System.nanoTime());
    pause(2500);
    member(leader).thaw();
    pause(1500);

    leader = leader();
    String other = leader.equals("b") ? "c" : "b";
    member(other).kill();
    member(leader).kill();
    pause(1500);
    back(other);
    answered("return of one of two that were killed", System.nanoTime());
    back(leader);
    pause(1000);

    for (RemoteMember member : members.values()) {
      member.kill();
    }
    back("a", "b", "c");
    answered("return of all that were killed", System.nanoTime());
    pause(1000);
  }

  @Test
  void nothingAcknowledgedIsLostAndRegistersAreLinearizable(TestReporter reporter)
      throws Exception {
    form();
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    for (RemoteMember member : members.values()) {
      member.tell("halt");
      member.await("HALTED");
    }
    for (String key : recording.keys()) {
      member("b").tell("read " + key);
    }
    Map<String, Long> found = dumped("c");
    dumped("b");
    reporter.publishEntry("history", recording.counts());
    reporter.publishEntry("milliseconds until answers", waits.toString());
    recording
        .stored()
        .forEach((name, version) -> assertEquals(version, found.get(name), "write " + name));
    assertEquals(List.of(), recording.twice());
    Map<String, List<Call>> calls = recording.calls();
    calls.forEach(
        (key, history) -> assertTrue(Linearizability.holds(history), () -> key + history));
    assertTrue(recording.stored().size() > 20, recording.counts());
  }

  private Map<String, Long> dumped(String name) throws IOException {
    Map<String, Long> found = new HashMap<>();
    RemoteMember member = member(name);
    member.tell("dump");
    member.drain("DUMPED", words -> found.put(words[1], Long.parseLong(words[2])), "ACK");
    return found;
  }

  @AfterEach
  void killAll() throws InterruptedException {
    for (RemoteMember member : members.values()) {
      member.kill();
    }
  }
}
