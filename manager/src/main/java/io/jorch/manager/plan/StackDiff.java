package io.jorch.manager.plan;

import io.jorch.core.api.ApplyResult.Action;
import io.jorch.core.api.ApplyResult.Line;
import io.jorch.core.api.DiffView;
import io.jorch.core.model.StackSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says object by object what a new specification means for a stack.
public final class StackDiff {
  private StackDiff() {}

  /// Networks first, then volumes, then services: the order in which they are made. Within each
  /// kind the order of the new specification, removed ones last.
  public static List<Line> lines(Optional<StackSpec> old, StackSpec next) {
    StackSpec before = old.orElse(new StackSpec(next.name(), Map.of(), Map.of(), Map.of()));
    List<Line> lines = new ArrayList<>();
    compare("network", before.networks(), next.networks(), lines);
    compare("volume", before.volumes(), next.volumes(), lines);
    compare("service", before.services(), next.services(), lines);
    return lines;
  }

  /// What differs between two revisions, with the values; what is the same is left out.
  public static List<DiffView.Item> items(StackSpec from, StackSpec to) {
    List<DiffView.Item> items = new ArrayList<>();
    for (Line line : lines(Optional.of(from), to)) {
      if (line.action() != Action.UNCHANGED) {
        items.add(new DiffView.Item(line.kind(), line.name(), line.action(), keys(line, from, to)));
      }
    }
    return items;
  }

  private static List<DiffView.Key> keys(Line line, StackSpec from, StackSpec to) {
    if (line.action() != Action.UPDATED) {
      return List.of();
    }
    return KeyChanges.between(object(line, from), object(line, to));
  }

  private static Record object(Line line, StackSpec spec) {
    Map<?, ? extends Record> objects =
        switch (line.kind()) {
          case "network" -> spec.networks();
          case "volume" -> spec.volumes();
          default -> spec.services();
        };
    return objects.entrySet().stream()
        .filter(each -> each.getKey().toString().equals(line.name()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /// What removing a stack means.
  ///
  /// @param volumes whether named volumes go too
  public static List<Line> removal(StackSpec old, boolean volumes) {
    StackSpec rest =
        new StackSpec(old.name(), Map.of(), Map.of(), volumes ? Map.of() : old.volumes());
    return lines(Optional.of(old), rest).stream()
        .sorted(Comparator.comparing(line -> !line.kind().equals("service")))
        .toList();
  }

  private static <K, V extends Record> void compare(
      String kind, Map<K, V> before, Map<K, V> next, List<Line> lines) {
    Set<K> names = new LinkedHashSet<>(next.keySet());
    names.addAll(before.keySet());
    for (K name : names) {
      V from = before.get(name);
      V to = next.get(name);
      if (from == null) {
        lines.add(new Line(kind, name.toString(), Action.CREATED, ""));
      } else if (to == null) {
        lines.add(new Line(kind, name.toString(), Action.REMOVED, ""));
      } else {
        String detail = String.join(", ", Differences.between(from, to));
        Action action = detail.isEmpty() ? Action.UNCHANGED : Action.UPDATED;
        lines.add(new Line(kind, name.toString(), action, detail));
      }
    }
  }
}
