package io.jorch.agent.linux;

import java.util.List;
import java.util.Locale;

/// Signals by name, as signal(7) numbers them on x86 and ARM.
public final class SignalName {
  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
  private static final int RTMIN = 34;
  private static final int RTMAX = 64;

  private SignalName() {}

  /// The number of `SIGTERM`, `TERM`, `15`, `SIGRTMIN+3` or `RTMAX-1`.
  ///
  /// @throws IllegalArgumentException for anything else
  public static int number(String name) {
    String bare = name.toUpperCase(Locale.ROOT);
    if (bare.startsWith("SIG")) bare = bare.substring(3);
    try {
      int number =
          bare.startsWith("RTMIN")
              ? RTMIN + offset(bare)
              : bare.startsWith("RTMAX") ? RTMAX + offset(bare) : plain(bare);
      if (number >= 1 && number <= RTMAX) return number;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("'" + name + "' is no signal; see signal(7)");
  }

  private static int offset(String realTime) {
    String rest = realTime.substring(5);
    return rest.isEmpty() ? 0 : Integer.parseInt(rest);
  }

  private static int plain(String bare) {
    int at = NAMES.indexOf(bare);
    return at > 0 ? at : Integer.parseInt(bare);
  }

  /// `SIGTERM` for 15; real-time signals by number.
  public static String of(int number) {
    return number > 0 && number < NAMES.size() ? "SIG" + NAMES.get(number) : "signal " + number;
  }
}
