package io.jorch.core.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects everything wrong while reading goes on; nothing here stops the reading.
final class Problems {
  private final List<String> files = new ArrayList<>();
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<Problem> seen = new HashSet<>();
  private final Set<String> warned = new HashSet<>();

  /// Fixes the order in which files are reported: the order of these calls.
  void reading(String file) {
    if (!files.contains(file)) files.add(file);
  }

  /// The same problem at the same place is kept once: an aliased node is read more than once.
  void error(Mark mark, String path, String message) {
    Problem problem = new Problem(mark, path, message);
    if (seen.add(problem)) errors.add(problem);
  }

  /// Keeps the first of several warnings with the same path and text.
  void warn(Mark mark, String path, String message) {
    if (warned.add(path + "\0" + message)) warnings.add(new Problem(mark, path, message));
  }

  boolean any() {
    return !errors.isEmpty();
  }

  List<Problem> errors() {
    return sorted(errors);
  }

  List<Problem> warnings() {
    return sorted(warnings);
  }

  private List<Problem> sorted(List<Problem> list) {
    if (list.isEmpty()) return List.of();
    List<Problem> result = new ArrayList<>(list);
    result.sort(
        Comparator.comparingInt((Problem p) -> order(p.mark().file()))
            .thenComparing(p -> p.mark().file())
            .thenComparingInt(p -> p.mark().line())
            .thenComparingInt(p -> p.mark().column()));
    return List.copyOf(result);
  }

  private int order(String file) {
    int index = files.indexOf(file);
    return index < 0 ? files.size() : index;
  }
}
