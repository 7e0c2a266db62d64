package io.jorch.agent.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// All groups of one daemon: `jorch/<instance>/<id>` in each tree. Two daemons on a machine differ
/// in their instance. Groups outlive the daemon; the next one finds them by the same names.
///
/// Making a group costs a mkdir for each v1 hierarchy (30 to 100 µs), joining it a good 100 µs
/// each: so only hierarchies that serve a purpose are used.
public final class Cgroups {
  static final String TOP = "jorch";

  /// No id begins with a dot.
  static final String SHELTER = ".keepers";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

  private final Layout layout;
  private final String instance;
  private final Trees trees;

  /// Makes nothing yet but the directories above the groups.
  public Cgroups(Layout layout, String instance) throws IOException {
    this.layout = layout;
    this.instance = checked(instance);
    this.trees = Trees.of(layout, instance);
    trees.prepare();
  }

  /// On the trees that this machine has mounted.
  public static Cgroups detect(String instance) throws IOException {
    return new Cgroups(Layout.detect(), instance);
  }

  public Layout layout() {
    return layout;
  }

  /// Makes the group, or takes over the one that exists, and sets limits and devices. When that
  /// fails, no new group is left.
  public Cgroup create(String id, Limits limits, DeviceRules devices) throws IOException {
    checked(id);
    try {
      return trees.create(id, limits, devices);
    } catch (IOException e) {
      remove(id, e);
      throw new IOException(
          "create cgroup " + TOP + "/" + instance + "/" + id + ": " + e.getMessage(), e);
    }
  }

  private void remove(String id, IOException failure) {
    try {
      trees.open(id).remove();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// The group of that name that a daemon made earlier.
  public Optional<Cgroup> find(String id) {
    checked(id);
    boolean exists = trees.parents().stream().anyMatch(p -> Files.isDirectory(p.resolve(id)));
    return exists ? Optional.of(trees.open(id)) : Optional.empty();
  }

  /// What a process that has to outlive the daemon writes `0` to: a service manager kills what is
  /// left in a service's group when the service stops.
  public List<Path> keeperFiles() {
    return trees.shelters().stream().map(shelter -> shelter.resolve("cgroup.procs")).toList();
  }

  /// Every group there is, in any tree.
  public Set<String> ids() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (Path parent : trees.parents())
      for (Path group : Directories.children(parent)) ids.add(group.getFileName().toString());
    ids.remove(SHELTER);
    return ids;
  }

  /// Kills and removes every group but these, and names those that it removed.
  public Set<String> sweep(Set<String> keep) throws IOException {
    Set<String> leftovers = new LinkedHashSet<>(ids());
    leftovers.removeAll(keep);
    for (String id : leftovers) {
      Cgroup group = trees.open(id);
      group.killAll();
      group.remove();
    }
    return leftovers;
  }

  /// Removes the directories above the groups, as far as nothing is left in them.
  /// Waits a bounded time for keepers that are ending.
  public void removeParents() throws IOException {
    if (!ids().isEmpty()) return;
    for (Path shelter : trees.shelters()) Directories.remove(shelter);
    for (Path parent : trees.parents())
      for (Path directory : List.of(parent, Trees.top(parent)))
        Directories.removeIfEmpty(directory);
  }

  private static String checked(String name) {
    if (NAME.matcher(name).matches()) return name;
    throw new IllegalArgumentException("'" + name + "' is no name for a cgroup");
  }
}
