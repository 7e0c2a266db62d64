package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Groups in the one tree of v2. A controller works in a group once every group above has passed it
/// on (`cgroup.subtree_control`); none of those may hold processes, except the root of the tree.
final class TreesV2 implements Trees {
  private static final Set<String> WANTED = Set.of("cpu", "io", "memory", "pids");

  private final Path root;
  private final Path parent;
  private final DevicePrograms devicePrograms = new DevicePrograms();

  TreesV2(Path root, String instance) {
    this.root = root;
    this.parent = Trees.parent(root, instance);
  }

  @Override
  public void prepare() throws IOException {
    Trees.makeParents(parent);
    passOn(WANTED);
    for (Path shelter : shelters()) Directories.make(shelter);
  }

  private void passOn(Set<String> controllers) throws IOException {
    for (Path group : List.of(root, Trees.top(parent), parent)) passOn(group, controllers);
  }

  private static void passOn(Path group, Set<String> controllers) throws IOException {
    Set<String> missing = words(group.resolve("cgroup.controllers"));
    missing.retainAll(controllers);
    Path control = group.resolve("cgroup.subtree_control");
    missing.removeAll(words(control));
    if (missing.isEmpty()) return;
    try {
      ControlFile.write(control, "+" + String.join(" +", missing));
    } catch (IOException e) {
      throw new IOException(
          "enable the controllers "
              + missing
              + " in "
              + control
              + ": "
              + e.getMessage()
              + "; the group must hold no processes itself, move them to a group below",
          e);
    }
  }

  private static Set<String> words(Path file) throws IOException {
    Set<String> words =
        new LinkedHashSet<>(Arrays.asList(ControlFile.read(file).split("\\s+", -1)));
    words.remove("");
    return words;
  }

  @Override
  public List<Path> parents() {
    return List.of(parent);
  }

  @Override
  public List<Path> shelters() {
    return List.of(Trees.shelter(parent));
  }

  @Override
  public Cgroup create(String id, Limits limits, DeviceRules devices) throws IOException {
    CgroupV2 group = group(id);
    try {
      Directories.make(group.directory());
    } catch (NoSuchFileException e) {
      prepare();
      Directories.make(group.directory());
    }
    if (limits.needsCpuset()) passOn(Set.of("cpuset"));
    group.limit(limits);
    devicePrograms.attach(group.directory(), devices);
    return group;
  }

  @Override
  public Cgroup open(String id) {
    return group(id);
  }

  private CgroupV2 group(String id) {
    return new CgroupV2(id, parent.resolve(id));
  }
}
