package io.jorch.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the kernel tells of one process (proc_pid_stat(5), proc_pid_status(5)).
///
/// @param pid as this machine numbers it
/// @param innerPid as the innermost PID namespace that it is in numbers it
/// @param parent as this machine numbers it
/// @param uid that counts for access (effective)
/// @param state a letter such as `S`
/// @param cpu processor time so far
/// @param start after the machine's boot
/// @param residentBytes of its memory
/// @param command with arguments, joined by spaces; the short name in brackets when it has none
public record ProcessFacts(
    int pid,
    int innerPid,
    int parent,
    int uid,
    String state,
    Duration cpu,
    Duration start,
    long residentBytes,
    String command) {
  /// The unit of times in these files, whatever the kernel's own clock ticks at (time(7), USER_HZ).
  private static final long TICK_MILLIS = 10;

  private static final int PARENT = 4;
  private static final int USER_TIME = 14;
  private static final int SYSTEM_TIME = 15;
  private static final int START = 22;

  /// Empty for a process that has ended.
  public static Optional<ProcessFacts> of(int pid) {
    Path directory = Path.of("/proc", Integer.toString(pid));
    try {
      return Optional.of(
          parse(
              pid,
              read(directory.resolve("stat")),
              read(directory.resolve("status")),
              read(directory.resolve("cmdline"))));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// When the machine was booted, by its present clock.
  public static Instant boot() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
      if (line.startsWith("btime ")) {
        return Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip()));
      }
    }
    throw new IOException("read when this machine was booted: /proc/stat does not say");
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  static ProcessFacts parse(int pid, String stat, String status, String arguments) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    List<String> fields = List.of(stat.substring(close + 2).strip().split(" ", -1));
    String command = arguments.replace('\0', ' ').strip();
    return new ProcessFacts(
        pid,
        Integer.parseInt(last(value(status, "NSpid", Integer.toString(pid)))),
        (int) number(fields, PARENT),
        Integer.parseInt(value(status, "Uid", "0\t0").split("\\s+", -1)[1]),
        fields.getFirst(),
        ticks(number(fields, USER_TIME) + number(fields, SYSTEM_TIME)),
        ticks(number(fields, START)),
        Long.parseLong(value(status, "VmRSS", "0 kB").split("\\s+", -1)[0]) * 1024,
        command.isEmpty() ? "[" + stat.substring(open + 1, close) + "]" : command);
  }

  /// The name of a program may hold blanks and parentheses, so that fields are counted from the
  /// third, which comes after the last parenthesis.
  private static long number(List<String> fields, int field) {
    return Long.parseLong(fields.get(field - 3));
  }

  private static Duration ticks(long count) {
    return Duration.ofMillis(count * TICK_MILLIS);
  }

  private static String value(String status, String key, String otherwise) {
    String start = key + ":";
    return status
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> line.substring(start.length()).strip())
        .orElse(otherwise);
  }

  private static String last(String words) {
    return words.substring(Math.max(words.lastIndexOf('\t'), words.lastIndexOf(' ')) + 1);
  }
}
