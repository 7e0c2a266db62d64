package io.jorch.agent.container;

import io.jorch.agent.linux.cgroup.Cgroup;
import io.jorch.agent.linux.cgroup.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A hierarchy that the container sees, read-only, its own group as the root.
///
/// @param name directory below `/sys/fs/cgroup`, empty for that directory itself
/// @param options empty for v2, else the controllers of a v1 hierarchy
public record CgroupMount(String name, String options) {

  /// All trees in which the group has a place. Others would show the machine's groups.
  public static List<CgroupMount> of(Layout layout, Cgroup group) {
    return switch (layout) {
      case Layout.V2(Path root) -> List.of(new CgroupMount("", ""));
      case Layout.V1(Map<String, Path> controllers) -> joined(controllers, group);
      case Layout.Hybrid(Map<String, Path> controllers, Path unified) -> joined(controllers, group);
    };
  }

  private static List<CgroupMount> joined(Map<String, Path> controllers, Cgroup group) {
    Map<Path, List<String>> byPoint = new LinkedHashMap<>();
    controllers.forEach(
        (name, point) -> byPoint.computeIfAbsent(point, p -> new ArrayList<>()).add(name));
    List<CgroupMount> mounts = new ArrayList<>();
    byPoint.forEach(
        (point, names) -> {
          if (group.joinFiles().stream().anyMatch(file -> file.startsWith(point)))
            mounts.add(new CgroupMount(point.getFileName().toString(), String.join(",", names)));
        });
    return mounts;
  }
}
