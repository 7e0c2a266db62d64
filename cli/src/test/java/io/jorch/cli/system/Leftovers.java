package io.jorch.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    groups(lines, daemon);
    processes(lines, daemon);
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

  private static void groups(Set<String> lines, TestDaemon daemon) throws IOException {
    try (DirectoryStream<Path> trees = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
      for (Path tree : trees) {
        Path own = tree.resolve("jorch").resolve(daemon.instance());
        if (!Files.isDirectory(own)) continue;
        try (Stream<Path> below = Files.walk(own)) {
          below.filter(Files::isDirectory).forEach(group -> lines.add("cgroup " + group));
        }
      }
    }
  }

  private static void processes(Set<String> lines, TestDaemon daemon) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (process.endsWith("" + daemon.pid()) || !marked(process, daemon)) continue;
        if (!endedForGood(process, daemon))
          lines.add("process " + process + " " + text(process.resolve("cmdline")));
      }
    }
  }

  /// In one of the daemon's groups or on one of its root file systems, or holding one of its files.
  private static boolean marked(Path process, TestDaemon daemon) throws IOException {
    String home = daemon.home.toString();
    if (process.endsWith("" + ProcessHandle.current().pid())) return false;
    if (text(process.resolve("cgroup")).contains("jorch/" + daemon.instance())) return true;
    if (text(process.resolve("cmdline")).contains(home)) return true;
    if (!sameMounts(process) && text(process.resolve("mountinfo")).contains(home)) return true;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : open)
        if (Files.readSymbolicLink(file).toString().startsWith(home)) return true;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // the process ended meanwhile
    }
    return false;
  }

  /// It has ended and waits to be collected by a parent that is not the daemon: where daemons are
  /// killed that is the machine's first process, which takes its time (fields of
  /// proc_pid_stat(5)).
  private static boolean endedForGood(Path process, TestDaemon daemon) {
    String stat = text(process.resolve("stat"));
    if (stat.isEmpty()) return true;
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[0].equals("Z") && Long.parseLong(fields[1]) != daemon.pid();
  }

  private static boolean sameMounts(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/mnt"))
          .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
    } catch (IOException e) {
      return true;
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // the process ended meanwhile
    }
  }

  private static void files(Set<String> lines, Path root) throws IOException {
    if (!Files.isDirectory(root)) return;
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !path.equals(root)).forEach(path -> lines.add("file " + path));
    }
  }
}
