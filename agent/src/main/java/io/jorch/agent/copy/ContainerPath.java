package io.jorch.agent.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A path in a container as a user wrote it, taken from the root.
///
/// @param names its parts; `..` stays, for what it means depends on links
/// @param directory whether it was written so that it can only be a directory
/// @param contents whether what is in the directory is meant, and not the directory
record ContainerPath(List<String> names, boolean directory, boolean contents) {
  static ContainerPath of(String text) throws IOException {
    if (text.isEmpty()) throw new IOException("no path in the container was given");
    if (text.indexOf('\0') >= 0) throw new IOException("a path has no zero in it");
    List<String> parts = List.of(text.split("/", -1));
    String last = parts.getLast();
    List<String> names = parts.stream().filter(ContainerPath::isName).toList();
    boolean contents = names.isEmpty() || last.equals(".") || names.getLast().equals("..");
    return new ContainerPath(names, contents || last.isEmpty(), contents);
  }

  private static boolean isName(String part) {
    return !part.isEmpty() && !part.equals(".");
  }

  /// The parts of a name in an archive; one that goes up is refused.
  static List<String> components(String entry) throws IOException {
    List<String> names = Arrays.stream(entry.split("/", -1)).filter(ContainerPath::isName).toList();
    if (names.contains(".."))
      throw new IOException("the archive names '" + entry + "', which leads out of it: refused");
    return names;
  }

  String text() {
    return "/" + String.join("/", names);
  }

  ContainerPath parent() {
    return new ContainerPath(names.subList(0, names.size() - 1), true, false);
  }

  /// The last part. The root has none.
  String name() {
    return names.getLast();
  }

  /// What the copy is called in an archive.
  String title() {
    return contents ? "." : name();
  }

  ContainerPath below(List<String> more) {
    if (more.isEmpty()) return this;
    List<String> all = new ArrayList<>(names);
    all.addAll(more);
    return new ContainerPath(List.copyOf(all), false, false);
  }

  /// Where a link found at this path leads.
  ContainerPath through(String link) throws IOException {
    ContainerPath target = of(link);
    return link.startsWith("/") ? target : parent().below(target.names());
  }

  @Override
  public String toString() {
    return text();
  }
}
