package io.jorch.agent.container;

import static io.jorch.agent.linux.FileCalls.changeDirectory;

import io.jorch.agent.linux.FileCalls;
import io.jorch.agent.linux.Flag.Mount;
import io.jorch.agent.linux.MountCalls;
import io.jorch.agent.linux.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The root: an overlay mounted inside the container's mount namespace, then made the root.
final class RootSteps {
  /// mount(2) takes at most one page of options, with the final zero.
  private static final int LONGEST_OPTIONS = 4095;

  /// Explicit, because a kernel may be built with other defaults: a layer with redirects or
  /// metadata-only copies means nothing outside this overlay, and could not be committed.
  private static final String FEATURES = ",index=off,redirect_dir=off,metacopy=off";

  private RootSteps() {}

  /// @param layers at least one, the uppermost first
  static List<Step> mount(RootSpec root, List<Path> layers, Path point) {
    List<Step> steps = new ArrayList<>();
    Path base = commonParent(layers);
    String lower = lower(base, layers);
    String writable = writable(root);
    if (bytes(lower + writable) <= LONGEST_OPTIONS) {
      steps.add(changeDirectory(base.toString()));
    } else {
      lower = shortened(layers, point, steps);
    }
    steps.add(
        MountCalls.mount("overlay", point.toString(), "overlay", List.of(), lower + writable));
    return steps;
  }

  /// The old root is stacked on the new one by pivot_root and goes away whole.
  static List<Step> enter(Path point) {
    return List.of(
        changeDirectory(point.toString()),
        MountCalls.pivotRoot(),
        MountCalls.detach("."),
        changeDirectory("/"));
  }

  static Step makeReadOnly() {
    return MountCalls.remount("/", List.of(Mount.RO));
  }

  private static String lower(Path base, List<Path> layers) {
    return layers.stream()
        .map(layer -> escape(base.relativize(layer).toString()).replace(":", "\\:"))
        .collect(Collectors.joining(":", "lowerdir=", ""));
  }

  private static String writable(RootSpec root) {
    return ",upperdir="
        + escape(root.upper().toString())
        + ",workdir="
        + escape(root.work().toString())
        + FEATURES;
  }

  /// Names of one to three characters, by links in a short-lived tmpfs that the overlay then
  /// covers.
  private static String shortened(List<Path> layers, Path point, List<Step> steps) {
    String place = point.toString();
    steps.add(MountCalls.mount("tmpfs", place, "tmpfs", List.of(), ""));
    steps.add(changeDirectory(place));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String name = Integer.toString(i, Character.MAX_RADIX);
      names.add(name);
      steps.add(FileCalls.makeLink(layers.get(i).toString(), name));
    }
    return "lowerdir=" + String.join(":", names);
  }

  private static Path commonParent(List<Path> layers) {
    Path common = parent(layers.getFirst());
    for (Path layer : layers) while (!layer.startsWith(common)) common = parent(common);
    return common;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) throw new IllegalArgumentException("layer " + path + " is not absolute");
    return parent;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace(",", "\\,");
  }
}
