package io.jorch.core.compose;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.Constraint;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.NodeRole;
import io.jorch.core.model.PlacementSpec;
import io.jorch.core.model.Platform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// `deploy.placement` and a service's `platform`. Constraints and attributes are understood here,
/// so that a mistyped one is found where it is written and not by a task that waits for ever.
final class PlacementReader {
  private static final List<String> ROLES =
      Arrays.stream(NodeRole.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();

  private PlacementReader() {}

  /// Without the platform and affinities, which are written elsewhere.
  static PlacementSpec read(Section placement) {
    List<String> constraints = constraints(placement);
    List<String> spread = spread(placement);
    OptionalInt most =
        DeployReader.positive(placement.number("max_replicas_per_node", 0, Integer.MAX_VALUE));
    placement.close();
    return new PlacementSpec(constraints, spread, most, Optional.empty(), List.of());
  }

  static PlacementSpec with(PlacementSpec spec, Optional<String> platform, List<Affinity> near) {
    return new PlacementSpec(
        spec.constraints(), spec.spread(), spec.maxReplicasPerNode(), platform, near);
  }

  private static List<String> constraints(Section placement) {
    Optional<Node> node = placement.node("constraints");
    List<String> result = new ArrayList<>();
    if (node.isEmpty()) return result;
    String path = placement.path("constraints");
    int index = 0;
    for (Node item : placement.values().items(node.get(), path)) {
      String at = path + "[" + index++ + "]";
      placement
          .values()
          .word(item, at)
          .flatMap(text -> constraint(text, item.mark(), at, placement.values().problems()))
          .ifPresent(result::add);
    }
    return List.copyOf(result);
  }

  /// As it is written, so that `config` shows what the file says.
  private static Optional<String> constraint(
      String text, Mark mark, String path, Problems problems) {
    try {
      Constraint constraint = Constraint.parse(text);
      boolean role = constraint.attribute().kind() == NodeAttribute.Kind.ROLE;
      if (!role || ROLES.contains(constraint.value().toLowerCase(Locale.ROOT))) {
        return Optional.of(text);
      }
      String hint = NearMiss.hint(constraint.value(), ROLES);
      String message = "a node's role is manager or worker, not '" + constraint.value() + "'";
      problems.error(mark, path, message + hint);
    } catch (IllegalArgumentException e) {
      problems.error(mark, path, e.getMessage() + hint(Constraint.subject(text)));
    }
    return Optional.empty();
  }

  /// Checks the name of an attribute.
  static Optional<String> attribute(String text, Mark mark, String path, Problems problems) {
    if (NodeAttribute.parse(text).isPresent()) return Optional.of(text);
    problems.error(mark, path, "unknown attribute '" + text + "'" + hint(text));
    return Optional.empty();
  }

  /// The nearest attribute's name, with the label's key as it was written.
  private static String hint(String attribute) {
    if (NodeAttribute.parse(attribute).isPresent()) return "";
    String rest = attribute.replaceFirst("^[^.]*\\.[^.]*\\.?", "");
    String key = rest.isEmpty() ? "KEY" : rest;
    List<String> known =
        Arrays.stream(NodeAttribute.Kind.values())
            .map(kind -> kind.text().endsWith(".") ? kind.text() + key : kind.text())
            .toList();
    return NearMiss.hint(attribute, known);
  }

  private static List<String> spread(Section placement) {
    Optional<Node> node = placement.node("preferences");
    List<String> result = new ArrayList<>();
    if (node.isEmpty()) return result;
    String path = placement.path("preferences");
    int index = 0;
    for (Node item : placement.values().items(node.get(), path)) {
      String at = path + "[" + index++ + "]";
      Section preference = Section.of(item, at, SpecKeys.PREFERENCE, placement.values());
      preference
          .word("spread")
          .flatMap(
              text ->
                  attribute(
                      text,
                      preference.mark("spread"),
                      preference.path("spread"),
                      placement.values().problems()))
          .ifPresent(result::add);
      preference.close();
    }
    return List.copyOf(result);
  }

  static Optional<String> platform(Section service) {
    Optional<String> text = service.word("platform");
    if (text.isEmpty()) return text;
    Optional<Platform> platform = Platform.parse(text.get());
    if (platform.isEmpty()) {
      service.error(
          "platform", "expected linux/ARCHITECTURE such as linux/amd64, got '" + text.get() + "'");
      return Optional.empty();
    }
    String architecture = platform.get().architecture();
    if (Platform.ARCHITECTURES.contains(architecture)) {
      return platform.map(Platform::toString);
    }
    String hint = NearMiss.hint(architecture, Platform.ARCHITECTURES);
    service.error("platform", "unknown architecture '" + architecture + "'" + hint);
    return Optional.empty();
  }
}
