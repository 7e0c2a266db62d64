package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The directories `jorch/<instance>` and what is made in them, for one kind of layout.
sealed interface Trees permits TreesV1, TreesV2 {
  static Trees of(Layout layout, String instance) throws IOException {
    return switch (layout) {
      case Layout.V1 v1 -> TreesV1.of(v1.controllers(), Optional.empty(), instance);
      case Layout.Hybrid hybrid ->
          TreesV1.of(hybrid.controllers(), Optional.of(hybrid.unified()), instance);
      case Layout.V2 v2 -> new TreesV2(v2.root(), instance);
    };
  }

  static Path parent(Path mount, String instance) {
    return mount.resolve(Cgroups.TOP).resolve(instance);
  }

  static Path shelter(Path parent) {
    return parent.resolve(Cgroups.SHELTER);
  }

  /// The directory `jorch` above it.
  static Path top(Path parent) {
    return parent.resolveSibling("").normalize();
  }

  static void makeParents(Path parent) throws IOException {
    Directories.make(top(parent));
    Directories.make(parent);
  }

  /// Makes what is missing of the directories above the groups.
  void prepare() throws IOException;

  /// One `jorch/<instance>` for each tree.
  List<Path> parents();

  /// Groups without limits, in the trees by which a service manager tells whose a process is.
  List<Path> shelters();

  Cgroup create(String id, Limits limits, DeviceRules devices) throws IOException;

  /// The group of that name, whether it exists or not.
  Cgroup open(String id);
}
