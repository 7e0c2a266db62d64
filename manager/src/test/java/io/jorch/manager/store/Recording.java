package io.jorch.manager.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What clients in several processes printed, put together. Thread-safe.
final class Recording {
  private final Map<String, String[]> begun = new HashMap<>();
  private final Map<String, String[]> ended = new HashMap<>();
  private final Map<String, Long> stored = new HashMap<>();
  private final List<String> twice = new ArrayList<>();
  private long lastDone;

  synchronized void line(String[] words) {
    switch (words[0]) {
      case "B" -> begun.put(words[1], words);
      case "E" -> {
        ended.put(words[1], words);
        if (!words[3].equals("U") && !words[3].equals("N")) {
          lastDone = Math.max(lastDone, Long.parseLong(words[2]));
        }
      }
      case "STORED" -> stored.put(words[1], Long.parseLong(words[2]));
      case "TWICE" -> twice.add(words[1]);
      default -> {}
    }
  }

  /// When the last call was answered, in nanoseconds of the clients' clock.
  synchronized long lastDone() {
    return lastDone;
  }

  /// The versions under which writes were acknowledged, by name.
  synchronized Map<String, Long> stored() {
    return Map.copyOf(stored);
  }

  /// Writes that found themselves done already.
  synchronized List<String> twice() {
    return List.copyOf(twice);
  }

  synchronized SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>();
    begun.values().forEach(words -> keys.add(words[3]));
    return keys;
  }

  /// The calls by register. What surely did not happen is left out: if it did nevertheless, its
  /// value is one that nobody wrote.
  synchronized Map<String, List<Call>> calls() {
    Map<String, List<Call>> byKey = new HashMap<>();
    for (String[] begin : begun.values()) {
      call(begin, ended.get(begin[1]))
          .ifPresent(call -> byKey.computeIfAbsent(begin[3], key -> new ArrayList<>()).add(call));
    }
    return byKey;
  }

  synchronized String counts() {
    Collection<String[]> answers = ended.values();
    return begun.size()
        + " calls on "
        + keys().size()
        + " registers: "
        + count(answers, "D")
        + " done, "
        + count(answers, "C")
        + " conflicts, "
        + count(answers, "F")
        + " reads, "
        + count(answers, "N")
        + " refused, "
        + (begun.size() - answers.size() + count(answers, "U"))
        + " unknown; "
        + stored.size()
        + " acknowledged";
  }

  private static long count(Collection<String[]> answers, String kind) {
    return answers.stream().filter(words -> words[3].equals(kind)).count();
  }

  private static Optional<Call> call(String[] begin, String @Nullable [] end) {
    Call.Action action =
        switch (begin[4]) {
          case "W" -> new Call.Action.Write(begin[5]);
          case "S" -> new Call.Action.Swap(value(begin[5]), begin[6]);
          default -> new Call.Action.Read();
        };
    long invoked = Long.parseLong(begin[2]);
    String kind = end == null ? "U" : end[3];
    Call.Answer answer =
        switch (kind) {
          case "D" -> new Call.Answer.Done();
          case "C" -> new Call.Answer.Conflict();
          case "F" -> new Call.Answer.Found(value(end == null ? "-" : end[4]));
          default -> new Call.Answer.Unknown();
        };
    boolean nothing =
        kind.equals("N")
            || (answer instanceof Call.Answer.Unknown && action instanceof Call.Action.Read);
    return nothing
        ? Optional.empty()
        : Optional.of(
            new Call(
                invoked,
                end == null || kind.equals("U") ? Call.NEVER : Long.parseLong(end[2]),
                action,
                answer));
  }

  private static Optional<String> value(String word) {
    return word.equals("-") ? Optional.empty() : Optional.of(word);
  }
}
