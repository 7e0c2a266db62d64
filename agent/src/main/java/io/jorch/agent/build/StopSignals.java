package io.jorch.agent.build;

import java.util.Locale;

/// The argument of STOPSIGNAL: a number or a name, as kill(1) takes them.
final class StopSignals {
  private StopSignals() {}

  static String check(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    boolean number = text.matches("[1-9][0-9]?") && Integer.parseInt(text) <= 64;
    if (number || upper.matches("(SIG)?(RTM(IN|AX)([+-][0-9]{1,2})?|[A-Z]{2,6}[12]?)")) return text;
    throw new IllegalArgumentException(
        "'" + text + "' is no signal; write a name such as SIGTERM or a number from 1 to 64");
  }
}
