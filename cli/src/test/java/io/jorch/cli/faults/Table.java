package io.jorch.cli.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// All findings as Markdown, a row for each fault.
///
/// @param rows by the fault's words, in the order of the table
/// @param failed how many trials of a fault came to no finding
record Table(Map<String, List<Findings>> rows, Map<String, Integer> failed) {
  private static final String HEAD =
      """
      | fault | runs | served again, median / worst | silence at a port | new decision | back to normal | writes acknowledged / lost | stateful run twice |
      |---|---|---|---|---|---|---|---|
      """;

  String markdown() {
    return HEAD
        + rows.entrySet().stream()
            .map(row -> line(row.getKey(), row.getValue()))
            .collect(Collectors.joining());
  }

  private String line(String fault, List<Findings> all) {
    int missing = failed.getOrDefault(fault, 0);
    long never = all.stream().filter(each -> each.servedAgain().isEmpty()).count();
    return "| %s | %d%s | %s%s | %s | %s | %s | %d / %d | %d |%n"
        .formatted(
            fault,
            all.size(),
            missing == 0 ? "" : " (and " + missing + " failed)",
            Seconds.of(all.stream().map(Findings::servedAgain).flatMap(Optional::stream).toList()),
            never == 0 ? "" : ", never " + never + " times",
            Seconds.of(all.stream().map(Findings::silence).toList()),
            Seconds.of(all.stream().map(Findings::decided).flatMap(Optional::stream).toList()),
            Seconds.of(all.stream().map(Findings::back).toList()),
            all.stream().mapToInt(each -> each.writes().acknowledged()).sum(),
            all.stream().mapToInt(each -> each.writes().lost().size()).sum(),
            all.stream().mapToInt(each -> each.twice().size()).sum());
  }
}
