package io.jorch.agent.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What whoever runs an agent says of its machine: labels that placement can ask for, and generic
/// resources that tasks can reserve.
///
/// @param labels `engine.labels` of constraints
/// @param counted how many there are, by kind
/// @param named the names of all there are, by kind
public record NodeOffer(
    Map<String, String> labels, Map<String, Long> counted, Map<String, List<String>> named) {
  public static final NodeOffer NOTHING = new NodeOffer(Map.of(), Map.of(), Map.of());

  /// Environment variable with the labels, such as `disk=ssd,zone=a`.
  public static final String LABELS = "JORCH_NODE_LABELS";

  /// Environment variable with the resources: `seats=10,gpu=GPU-1,gpu=GPU-2` has ten of one kind
  /// and two of another that have names.
  public static final String RESOURCES = "JORCH_NODE_RESOURCES";

  /// Reads both variables.
  ///
  /// @throws IllegalArgumentException with the variable and what is wrong with it
  public static NodeOffer of(Map<String, String> environment) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String[] pair : pairs(environment, LABELS)) labels.put(pair[0], pair[1]);
    Map<String, Long> counted = new LinkedHashMap<>();
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (String[] pair : pairs(environment, RESOURCES)) {
      if (pair[1].matches("[0-9]{1,9}")) counted.put(pair[0], Long.valueOf(pair[1]));
      else named.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair[1]);
    }
    for (String kind : named.keySet()) {
      if (counted.containsKey(kind)) {
        throw new IllegalArgumentException(
            RESOURCES + ": '" + kind + "' has both a number and names; use one of them");
      }
    }
    named.replaceAll((_, names) -> List.copyOf(names));
    return new NodeOffer(
        Collections.unmodifiableMap(labels),
        Collections.unmodifiableMap(counted),
        Collections.unmodifiableMap(named));
  }

  private static List<String[]> pairs(Map<String, String> environment, String variable) {
    List<String[]> pairs = new ArrayList<>();
    for (String part : environment.getOrDefault(variable, "").split(",", -1)) {
      String item = part.strip();
      if (item.isEmpty()) continue;
      int equals = item.indexOf('=');
      if (equals <= 0 || equals == item.length() - 1) {
        throw new IllegalArgumentException(
            variable + ": expected KEY=VALUE separated by commas, got '" + item + "'");
      }
      pairs.add(
          new String[] {item.substring(0, equals).strip(), item.substring(equals + 1).strip()});
    }
    return pairs;
  }
}
