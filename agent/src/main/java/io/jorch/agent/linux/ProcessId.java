package io.jorch.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process that cannot be mistaken for a later one with the same number: its pid and the clock
/// ticks after boot at which it started (field 22 of proc_pid_stat(5)).
public record ProcessId(int pid, long startTicks) {
  public ProcessId {
    if (pid <= 0) throw new IllegalArgumentException("pid " + pid + " is not positive");
    if (startTicks < 0) throw new IllegalArgumentException("negative start time " + startTicks);
  }

  /// The process that has this pid now, also when it is a zombie; empty when there is none.
  public static Optional<ProcessId> of(int pid) {
    return statOf(pid).map(stat -> new ProcessId(pid, startTicks(stat)));
  }

  /// Whether exactly this process still runs. A zombie does not run.
  public boolean isAlive() {
    return statOf(pid).filter(stat -> startTicks(stat) == startTicks && !isDead(stat)).isPresent();
  }

  private static Optional<String> statOf(int pid) {
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "stat"));
      return Optional.of(new String(stat, StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// The command name may itself hold blanks and parentheses: count after the last one.
  static long startTicks(String stat) {
    return Long.parseLong(fieldsFromThird(stat)[22 - 3]);
  }

  private static boolean isDead(String stat) {
    String state = fieldsFromThird(stat)[0];
    return state.equals("Z") || state.equals("X");
  }

  private static String[] fieldsFromThird(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
  }
}
