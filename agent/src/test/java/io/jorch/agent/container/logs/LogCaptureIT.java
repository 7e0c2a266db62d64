package io.jorch.agent.container.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.linux.Poller;
import io.jorch.agent.linux.ReadEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real FIFOs, held open read-write by real processes as a container's are.
class LogCaptureIT {
  private static final long PATIENCE = 60;

  @TempDir Path directory;
  private Poller poller;
  private LogCaptures captures;

  @BeforeEach
  void start() throws IOException {
    poller = Poller.start("logs");
    captures = new LogCaptures(poller, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    poller.close();
  }

  @Test
  void capturesBothStreamsToTheLastByte() throws Exception {
    LogCapture capture = capture("a");
    Process writer = shell("a", "echo out; echo err >&2; printf unfinished");
    assertEquals(0, writer.waitFor());
    capture.finish();
    assertEquals(List.of("out", "unfinished"), read("a", Query.ALL.only(LogStream.STDOUT)));
    assertEquals(List.of("err"), read("a", Query.ALL.only(LogStream.STDERR)));
  }

  @Test
  void followsAcrossRotationUntilTheEnd() throws Exception {
    LogCapture capture = captures.start(log("a"), new Rotation(20_000, 100), sources("a"));
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    LogReader reader = captures.reader(log("a"));
    Thread follower = follow(reader, seen);
    shell("a", "seq 1 5000").waitFor();
    assertEquals("1", seen.poll(PATIENCE, TimeUnit.SECONDS));
    shell("a", "seq 5001 6000").waitFor();
    capture.finish();
    follower.join();
    List<String> all = new ArrayList<>(List.of("1"));
    seen.drainTo(all);
    assertSame(numbers(6000), all);
    assertTrue(new Segments(log("a")).numbers().size() > 5);
  }

  @Test
  void aFollowerThatStandsStillStopsNobody() throws Exception {
    LogCapture capture = capture("a");
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread follower =
        Thread.startVirtualThread(
            () -> {
              try {
                LogReader reader = captures.reader(log("a"));
                reader.read(
                    Query.ALL.following(),
                    entry -> {
                      stuck.countDown();
                      release.await();
                      return true;
                    });
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    shell("a", "echo first").waitFor();
    assertTrue(stuck.await(PATIENCE, TimeUnit.SECONDS));
    assertTrue(shell("a", "seq 1 200000").waitFor(PATIENCE, TimeUnit.SECONDS));
    capture.finish();
    assertTrue(follower.isAlive());
    release.countDown();
    follower.join();
  }

  @Test
  void theNextDaemonReadsWhatWasWrittenMeanwhile() throws Exception {
    LogCapture first = capture("a");
    Process writer = shell("a", "printf 'one\ntw'; read go; printf 'o\nthree\n'; read end");
    while (!read("a", Query.ALL).equals(List.of("one", "tw"))) TimeUnit.MILLISECONDS.sleep(1);
    first.abandon();
    writer.outputWriter().append("go\n").flush();
    LogCapture next = capture("a");
    writer.outputWriter().append("end\n").flush();
    assertEquals(0, writer.waitFor());
    next.finish();
    assertEquals(List.of("one", "two", "three"), read("a", Query.ALL));
  }

  @Test
  void losesNothingWhenTheDaemonIsKilledAgainAndAgain() throws Exception {
    sources("a").values().forEach(ReadEnd::close);
    int round = 1000;
    String lines = "n=0; while read go; do e=$((n+" + round + ")); seq $((n+1)) $e; n=$e; done";
    Process writer = shell("a", lines);
    for (int i = 1; i <= 3; i++) {
      writer.outputWriter().append("go\n").flush();
      Process daemon = CaptureProcess.start(directory, "a");
      int linesSoFar = (2 * i - 1) * round;
      while (read("a", Query.ALL).size() < linesSoFar) TimeUnit.MILLISECONDS.sleep(1);
      daemon.destroyForcibly().waitFor();
      writer.outputWriter().append("go\n").flush();
    }
    LogCapture last = capture("a");
    writer.outputWriter().close();
    assertTrue(writer.waitFor(PATIENCE, TimeUnit.SECONDS));
    last.finish();
    assertSame(numbers(6 * round), read("a", Query.ALL));
  }

  @Test
  void oneThreadServesHundredsOfContainers() throws Exception {
    List<LogCapture> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) all.add(capture("c" + i));
    String names = directory.resolve("c") + "$i/stdout";
    new ProcessBuilder(
            "busybox",
            "sh",
            "-c",
            "i=0; while [ $i -lt 200 ]; do echo hello $i > " + names + "; i=$((i+1)); done")
        .inheritIO()
        .start()
        .waitFor();
    for (LogCapture capture : all) capture.finish();
    for (int i = 0; i < 200; i++) assertEquals(List.of("hello " + i), read("c" + i, Query.ALL));
    assertFalse(
        Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("logs")).count()
            > 1);
  }

  private static Thread follow(LogReader reader, BlockingQueue<String> seen) {
    return Thread.startVirtualThread(
        () -> {
          try {
            reader.read(Query.ALL.following(), entry -> seen.add(entry.text()));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private LogCapture capture(String name) throws IOException {
    return captures.start(log(name), Rotation.DEFAULT, sources(name));
  }

  private Path log(String name) {
    return directory.resolve(name).resolve("log");
  }

  private Map<LogStream, ReadEnd> sources(String name) throws IOException {
    return CaptureProcess.sources(directory.resolve(name));
  }

  private Process shell(String name, String script) throws IOException {
    Path task = directory.resolve(name);
    String open = "exec 1<>" + task.resolve("stdout") + " 2<>" + task.resolve("stderr") + "; ";
    return new ProcessBuilder("busybox", "sh", "-c", open + script).start();
  }

  private List<String> read(String name, Query query) throws Exception {
    List<String> lines = new ArrayList<>();
    LogReader.of(log(name)).read(query, entry -> lines.add(entry.text()));
    return lines;
  }

  /// Without printing thousands of lines.
  private static void assertSame(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++)
      assertEquals(expected.get(i), actual.get(i), "line " + i);
    assertEquals(expected.size(), actual.size());
  }

  private static List<String> numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
  }
}
