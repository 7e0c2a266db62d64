package io.jorch.cli.faults;

import io.jorch.cli.testbed.Outcome;
import io.jorch.cli.testbed.PortScan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a scan found as a table in Markdown: a line for each socket, a column for each stranger.
record Doors(PortScan scan) {

  String text() {
    Set<String> strangers = new LinkedHashSet<>();
    Map<String, Map<String, String>> doors = new LinkedHashMap<>();
    for (PortScan.Attempt each : scan.attempts()) {
      strangers.add(who(each));
      doors
          .computeIfAbsent(door(each), door -> new LinkedHashMap<>())
          .put(who(each), shown(each.outcome()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("| host | socket | " + String.join(" | ", strangers) + " |");
    lines.add("|" + String.join("|", Collections.nCopies(strangers.size() + 2, "---")) + "|");
    doors.forEach((door, cells) -> lines.add("| " + door + " | " + row(strangers, cells) + " |"));
    return String.join("\n", lines) + "\n";
  }

  private static String who(PortScan.Attempt attempt) {
    return attempt.who().equals("garbage") ? "plain garbage" : attempt.who();
  }

  private static String door(PortScan.Attempt attempt) {
    var at = attempt.at();
    return attempt.host() + " | " + at.protocol() + " " + at.address() + ":" + at.port();
  }

  private static String row(Set<String> strangers, Map<String, String> cells) {
    return String.join(" | ", strangers.stream().map(who -> cells.getOrDefault(who, "")).toList());
  }

  /// In few words.
  private static String shown(Outcome outcome) {
    String detail = outcome.detail().replaceAll("^\\((\\w+)\\) Received fatal alert.*", "$1");
    return switch (outcome.kind()) {
      case UNREACHABLE -> "no connection";
      case REFUSED -> "refused: " + detail;
      case SILENT -> "no answer";
      case ANSWERED -> "ANSWERED: " + detail;
    };
  }
}
