package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens when the daemon is killed.
class KilledDaemonIT {
  private static final int KILLS = 10;
  private static final int CONTAINERS = 20;

  private TestDaemon daemon;

  @BeforeAll
  static void needs() throws Exception {
    Needs.check();
  }

  @BeforeEach
  void start() throws Exception {
    daemon = new TestDaemon();
  }

  @AfterEach
  void close() throws Exception {
    daemon.close();
  }

  @Test
  void theNextDaemonAdoptsWhatRunsAndReplacesWhatDied() throws Exception {
    TestStack stack =
        daemon.stack(
            "adopted",
            """
            services:
              counting:
                <<: *box
                command: ["sh", "-c", "i=0; while :; do i=$$((i+1)); echo line $$i; sleep 0.02; done"]
              dying: {<<: *box}
              quiet: {<<: *box, scale: 3}
            """);
    stack.up().succeeded();
    Map<String, Long> before = new java.util.TreeMap<>(stack.pids());
    String dying = stack.ps().service("dying").one().path("id").asString();
    daemon.kill();
    FailingTasksIT.kill(java.util.Objects.requireNonNull(before.remove(dying)));
    int lines = lines(stack, before);
    daemon.startAgain();
    Wait.until(
        "the killed one is replaced",
        () -> stack.ps().where("state", "running").count() == before.size() + 1);
    Wait.until("lines go on", () -> numbers(stack).length > lines + 10);
    assertEquals(137, stack.all().where("id", dying).one().path("exitCode").asInt());
    assertTrue(stack.pids().entrySet().containsAll(before.entrySet()), "restarted: " + before);
    int[] numbers = numbers(stack);
    for (int i = 0; i < numbers.length; i++) assertEquals(i + 1, numbers[i], "a line is missing");
  }

  /// Waits, without a daemon, until the counter has worked on for a while.
  private static int lines(TestStack stack, Map<String, Long> pids) throws Exception {
    for (long pid : pids.values())
      assertTrue(ProcessHandle.of(pid).isPresent(), stack.name() + " lost pid " + pid);
    Thread.sleep(500);
    return 25;
  }

  private static int[] numbers(TestStack stack) {
    String logs = stack.cli("logs", "--no-log-prefix", "counting").succeeded().out();
    return logs.lines()
        .mapToInt(line -> Integer.parseInt(line.substring("line ".length())))
        .toArray();
  }

  @Test
  void killedTenTimesDuringAnUpTheStackConvergesAndNothingIsLeft() throws Exception {
    long seed = System.nanoTime();
    System.out.println("kills the daemon at moments from seed " + seed);
    Random random = new Random(seed);
    TestStack stack = daemon.stack("many", services());
    stack.cli("build").succeeded();
    Leftovers before = Leftovers.of(daemon);
    for (int i = 0; i < KILLS; i++) {
      var up = CompletableFuture.supplyAsync(stack::up);
      Thread.sleep(random.nextInt(600));
      daemon.kill();
      up.get(60, TimeUnit.SECONDS);
      daemon.startAgain();
      if (i % 3 == 2) stack.down().succeeded();
    }
    stack.up().succeeded();
    Rows running = stack.ps().where("state", "running");
    assertEquals(CONTAINERS, running.count(), () -> "seed " + seed + ": " + running);
    Map<String, Long> pids = stack.pids();
    assertEquals(CONTAINERS, new HashSet<>(pids.values()).size());
    assertEquals(CONTAINERS, new HashSet<>(running.texts("name")).size());
    assertEquals(CONTAINERS, Leftovers.of(daemon).processesNamed("sleep"), () -> "seed " + seed);
    stack.down().succeeded();
    before.assertSame(daemon);
  }

  @Test
  void aTaskThatWasBeingStoppedIsKilledByTheNextDaemon() throws Exception {
    TestStack stack =
        daemon.stack(
            "stubborn",
            "services:\n  app: {<<: *box, stop_signal: SIGTERM, stop_grace_period: 6s,"
                + " command: ['sh', '-c', 'trap : TERM; while :; do sleep 1; done']}\n");
    stack.up().succeeded();
    String id = stack.ps().one().path("id").asString();
    stack.cli("stop", "--detach").succeeded();
    Wait.until(
        "the task is told to stop",
        () ->
            Rows.object(daemon.cli("inspect", id).succeeded())
                .path("status")
                .path("stopping")
                .asBoolean());
    daemon.kill();
    daemon.startAgain();
    Wait.until("it is killed", () -> stack.ps().where("state", "running").count() == 0);
    stack.down().succeeded();
  }

  private static String services() {
    StringBuilder text = new StringBuilder("services:\n");
    for (int i = 0; i < CONTAINERS / 4; i++)
      text.append("  part" + i + ": {<<: *box, scale: 4, volumes: ['data" + i + ":/data']}\n");
    text.append("volumes:\n");
    for (int i = 0; i < CONTAINERS / 4; i++) text.append("  data" + i + ": {}\n");
    return text.toString();
  }
}
