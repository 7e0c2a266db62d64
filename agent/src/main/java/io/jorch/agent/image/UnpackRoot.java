package io.jorch.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A directory being filled from an archive that nobody trusts: turns entry names into host paths
/// that lie inside it. A name with `..` is refused; symbolic links on the way are followed as a
/// process chrooted here would, so `a -> /etc` and then `a/passwd` ends in `<root>/etc/passwd`.
final class UnpackRoot {
  private static final int MAX_LINKS = 40;
  private final Path root;

  /// Called for every directory that had to be made because no entry did.
  @FunctionalInterface
  interface OnMade {
    void made(Path directory) throws IOException;
  }

  private final OnMade onMade;

  /// Parents already seen to be real directories, by their name in the archive.
  private final Map<List<String>, Path> known = new HashMap<>();

  UnpackRoot(Path root, OnMade onMade) {
    this.root = root;
    this.onMade = onMade;
  }

  Path root() {
    return root;
  }

  /// The components of an entry's name; empty for the root itself.
  static List<String> components(String name) throws ImageException {
    List<String> parts =
        Arrays.stream(name.split("/", -1)).filter(p -> !p.isEmpty() && !p.equals(".")).toList();
    if (parts.contains("..")) {
      throw new ImageException("unpack '" + name + "': the name leaves the layer; refused");
    }
    return parts;
  }

  /// The host path of an entry, its parents made if missing. The last component may be anything,
  /// also a link: it is not followed.
  Path place(List<String> parts) throws IOException {
    if (parts.isEmpty()) return root;
    return parent(parts.subList(0, parts.size() - 1)).resolve(parts.getLast());
  }

  /// To be called when a directory or link was removed: what is known may no longer be true.
  void forget() {
    known.clear();
  }

  private Path parent(List<String> parts) throws IOException {
    if (parts.isEmpty()) return root;
    Path found = known.get(parts);
    if (found != null) return found;
    Path resolved = walk(parts);
    known.put(List.copyOf(parts), resolved);
    return resolved;
  }

  private Path walk(List<String> parts) throws IOException {
    Deque<String> todo = new ArrayDeque<>(parts);
    Path at = root;
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.pop();
      if (part.isEmpty() || part.equals(".")) continue;
      if (part.equals("..")) {
        at = up(at);
        continue;
      }
      Path next = at.resolve(part);
      FileStat stat = FileStat.find(next).orElse(null);
      if (stat != null && stat.isLink()) {
        if (++links > MAX_LINKS) throw loop(parts);
        at = follow(next, at, todo);
      } else {
        at = enter(next, stat);
      }
    }
    return at;
  }

  private Path up(Path at) {
    Path parent = at.getParent();
    return at.equals(root) || parent == null ? root : parent;
  }

  /// Puts the link's target in front of what is left to walk; gives where to go on from.
  private Path follow(Path link, Path at, Deque<String> todo) throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    for (String part : Arrays.asList(target.split("/", -1)).reversed()) todo.push(part);
    return target.startsWith("/") ? root : at;
  }

  private Path enter(Path next, @org.jspecify.annotations.Nullable FileStat stat)
      throws IOException {
    if (stat != null && stat.isDirectory()) return next;
    if (stat != null) Files.delete(next);
    Files.createDirectory(next);
    onMade.made(next);
    return next;
  }

  private static ImageException loop(List<String> parts) {
    return new ImageException(
        "unpack '" + String.join("/", parts) + "': too many symbolic links on the way");
  }
}
