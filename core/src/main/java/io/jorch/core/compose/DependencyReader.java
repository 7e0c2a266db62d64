package io.jorch.core.compose;

import io.jorch.core.model.Dependency;
import io.jorch.core.model.Dependency.Condition;
import io.jorch.core.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `depends_on` in both forms.
final class DependencyReader {
  /// One dependency and where it is written. Whether the service exists is not known here.
  record Placed(Dependency dependency, Mark mark, String path) {}

  private static final Map<String, Condition> CONDITIONS =
      Map.of(
          "service_started", Condition.STARTED,
          "service_healthy", Condition.HEALTHY,
          "service_completed_successfully", Condition.COMPLETED_SUCCESSFULLY);

  private DependencyReader() {}

  static List<Placed> read(Section service) {
    Optional<Node> node = service.node("depends_on");
    if (node.isEmpty()) return List.of();
    String path = service.path("depends_on");
    Values values = service.values();
    Node shaped = Shapes.named(node.get());
    if (shaped instanceof Node.Sequence) {
      values.texts(shaped, path);
      return List.of();
    }
    List<Placed> result = new ArrayList<>();
    for (var e : values.mapping(shaped, path).entries().entrySet()) {
      String at = path + "." + e.getKey();
      Mark mark = e.getValue().mark();
      Section section = Section.of(e.getValue().value(), at, SpecKeys.DEPENDENCY, values);
      Condition condition = section.choice("condition", CONDITIONS).orElse(Condition.STARTED);
      boolean restart = section.flag("restart");
      boolean required = section.bool("required").orElse(true);
      section.close();
      Names.checked(e.getKey(), ServiceName::new, values.problems(), mark, path)
          .map(name -> new Dependency(name, condition, restart, required))
          .ifPresent(d -> result.add(new Placed(d, mark, path)));
    }
    return result;
  }
}
