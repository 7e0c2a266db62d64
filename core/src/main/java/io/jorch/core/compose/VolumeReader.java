package io.jorch.core.compose;

import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The top-level `volumes`.
final class VolumeReader {
  private final Project project;
  private final Map<VolumeName, VolumeSpec> volumes = new LinkedHashMap<>();

  VolumeReader(Project project) {
    this.project = project;
  }

  Declared<VolumeName> read(Section top) {
    Declared<VolumeName> declared = new Declared<>("volume", project.problems());
    Optional<Node> node = top.node("volumes");
    if (node.isEmpty()) return declared;
    String path = top.path("volumes");
    for (var e : project.values().mapping(node.get(), path).entries().entrySet()) {
      Section section =
          Section.of(
              e.getValue().value(), path + "." + e.getKey(), SpecKeys.VOLUME, project.values());
      declared.declare(e.getKey(), volume(e.getKey(), section, e.getValue().mark()));
    }
    return declared;
  }

  /// Those of `used`, in the file's order.
  Map<VolumeName, VolumeSpec> only(Set<VolumeName> used) {
    Map<VolumeName, VolumeSpec> result = new LinkedHashMap<>(volumes);
    result.keySet().retainAll(used);
    return Collections.unmodifiableMap(result);
  }

  private Optional<VolumeName> volume(String key, Section section, Mark mark) {
    boolean external = section.flag("external");
    Optional<VolumeName> name = Names.volume(key, external, section, project, mark);
    section.choice("driver", Map.of("local", "local"));
    Map<String, String> labels = section.labels("labels");
    if (external) Names.refuseWithExternal(section, "driver", "labels");
    section.close();
    name.ifPresent(n -> volumes.put(n, new VolumeSpec(n, external, labels)));
    return name;
  }
}
