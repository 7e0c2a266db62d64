package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Everything on the machine that bears the mark of one daemon, one line each, its own process left
/// out. Two of these, taken while no stack runs, are equal.
record Leftovers(Set<String> lines) {
  private static final int MOMENTS = 30;

  static Leftovers of(TestDaemon daemon) throws Exception {
    Set<String> lines = new TreeSet<>();
    mounts(lines, daemon);
    links(lines, daemon);
    for (String line : daemon.netns.output("nft", "-j", "list", "ruleset").split("\\},", -1))
      lines.add("rule " + line.replaceAll("\"(handle|packets|bytes)\": ?\\d+", ""));
    Marks marks = Marks.of(daemon.home, Optional.empty());
    marks.groups().forEach(group -> lines.add("cgroup " + group));
    processes(lines, marks, daemon);
    files(lines, daemon.runDir());
    files(lines, daemon.stateDir().resolve("tasks"));
    files(lines, daemon.stateDir().resolve("volumes"));
    return new Leftovers(lines);
  }

  /// What `now` has and this had not, or the other way round, fails the test. What is on its way
  /// out gets a moment: a keeper ends just after it has told its container's end.
  void assertSame(TestDaemon daemon) throws Exception {
    Leftovers now = of(daemon);
    for (int look = 0; look < MOMENTS && !now.equals(this); look++) {
      Thread.sleep(100);
      now = of(daemon);
    }
    assertEquals(String.join("\n", lines), String.join("\n", now.lines));
  }

  /// How many processes run a program of that name.
  long processesNamed(String name) {
    return lines.stream()
        .filter(line -> line.matches("process /proc/\\d+ " + name + " .*"))
        .count();
  }

  private static void mounts(Set<String> lines, TestDaemon daemon) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo")))
      if (line.contains(daemon.home.toString()) || line.contains(daemon.instance()))
        lines.add("mount " + line);
  }

  private static void links(Set<String> lines, TestDaemon daemon) throws Exception {
    for (String line : daemon.netns.output("ip", "-o", "link").lines().toList())
      lines.add("link " + line.split(":", -1)[1]);
  }

  private static void processes(Set<String> lines, Marks marks, TestDaemon daemon)
      throws IOException {
    for (Path process : marks.processes())
      if (!process.endsWith("" + daemon.pid()) && !endedForGood(process, daemon))
        lines.add("process " + process + " " + Marks.text(process.resolve("cmdline")));
  }

  /// It has ended and waits to be collected by a parent that is not the daemon: where daemons are
  /// killed that is the machine's first process, which takes its time.
  private static boolean endedForGood(Path process, TestDaemon daemon) {
    return !Files.exists(process)
        || Marks.collector(process).filter(parent -> parent != daemon.pid()).isPresent();
  }

  private static void files(Set<String> lines, Path root) throws IOException {
    if (!Files.isDirectory(root)) return;
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !path.equals(root)).forEach(path -> lines.add("file " + path));
    }
  }
}
