package io.jorch.core.compose;

import io.jorch.core.model.Affinity;
import io.jorch.core.model.NodeAttribute;
import io.jorch.core.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A service's `x-jorch`: what compose has no word for. Unlike other `x-` keys it is read strictly.
///
///     x-jorch:
///       affinity: [db]                  # preferred, on the same node
///       anti_affinity:
///         - service: web
///           required: true              # rather wait than run otherwise
///           over: node.labels.rack      # one place is a rack, not a node
///       max_concurrent: 3               # of a replicated job
final class AffinityReader {
  /// One affinity and where it is written.
  record Placed(Affinity affinity, Mark mark, String path) {}

  /// What a file says under `x-jorch`.
  record Extension(List<Placed> affinities, OptionalInt maxConcurrent, Optional<Section> section) {
    List<Affinity> plain() {
      return affinities.stream().map(Placed::affinity).toList();
    }
  }

  private AffinityReader() {}

  static Extension read(Section service) {
    Optional<Section> section = service.section("x-jorch", SpecKeys.JORCH);
    if (section.isEmpty()) return new Extension(List.of(), OptionalInt.empty(), section);
    List<Placed> affinities = new ArrayList<>();
    read(section.get(), "affinity", false, affinities);
    read(section.get(), "anti_affinity", true, affinities);
    OptionalInt most = section.get().number("max_concurrent", 1, Integer.MAX_VALUE);
    section.get().closeStrictly();
    return new Extension(List.copyOf(affinities), most, section);
  }

  private static void read(Section section, String key, boolean apart, List<Placed> result) {
    Optional<Node> node = section.node(key);
    if (node.isEmpty()) return;
    String path = section.path(key);
    int index = 0;
    for (Node item : section.values().items(node.get(), path)) {
      String at = path + "[" + index++ + "]";
      one(Shapes.keyed("service", item), at, apart, section.values()).ifPresent(result::add);
    }
  }

  private static Optional<Placed> one(Node item, String path, boolean apart, Values values) {
    Section entry = Section.of(item, path, SpecKeys.AFFINITY, values);
    Optional<String> name = entry.word("service");
    boolean required = entry.flag("required");
    String over =
        entry
            .word("over")
            .flatMap(
                text ->
                    PlacementReader.attribute(
                        text, entry.mark("over"), entry.path("over"), values.problems()))
            .orElse(NodeAttribute.NODE.toString());
    if (entry.readable() && entry.node("service").isEmpty()) {
      values.problems().error(item.mark(), path, "'service' is missing");
    }
    entry.close();
    return name.flatMap(
            text -> Names.checked(text, ServiceName::new, values.problems(), item.mark(), path))
        .map(
            service -> new Placed(new Affinity(service, apart, required, over), item.mark(), path));
  }
}
