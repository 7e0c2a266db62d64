package io.jorch.agent.image;

import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a container over these layers would see, read without mounting anything: whiteouts hide,
/// opaque directories replace, symbolic links stay inside. A plain directory is a tree of one
/// layer. Reads live: a layer may be filled meanwhile.
public final class LayeredTree {
  private static final int MAX_LINKS = 40;
  private final Node root;

  /// `path` is where the node really is, without links, `""` for the root; `parts` are the same
  /// directory in each layer that has a say, the topmost first, and for anything else the one file.
  public record Node(String path, FileStat stat, List<Path> parts) {
    public Path file() {
      return parts.getFirst();
    }

    /// The last component of the path.
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  public LayeredTree(List<Path> layersTopFirst) throws IOException {
    if (layersTopFirst.isEmpty()) throw new IllegalArgumentException("a tree has a layer");
    root = new Node("", FileStat.of(layersTopFirst.getFirst()), List.copyOf(layersTopFirst));
  }

  /// Finds a path, links followed everywhere; a missing path or one through a file is empty.
  public Optional<Node> find(String path) throws IOException {
    return walk(path, true);
  }

  /// As [#find], but a link in the last component is the answer itself.
  public Optional<Node> findLink(String path) throws IOException {
    return walk(path, false);
  }

  /// What is in a directory, in the order of the names.
  public List<Node> children(Node directory) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path part : directory.parts()) names.addAll(Trees.names(part));
    List<Node> found = new ArrayList<>();
    for (String name : names) child(directory, name).ifPresent(found::add);
    return found;
  }

  /// One name in a directory, no link followed.
  public Optional<Node> child(Node directory, String name) throws IOException {
    String path = directory.path().isEmpty() ? name : directory.path() + "/" + name;
    FileStat top = null;
    List<Path> parts = new ArrayList<>();
    for (Path part : directory.parts()) {
      Path file = part.resolve(name);
      FileStat stat = FileStat.find(file).orElse(null);
      if (stat == null) continue;
      if (top != null && !stat.isDirectory()) break;
      if (stat.isWhiteout()) break;
      if (top == null) top = stat;
      parts.add(file);
      if (!stat.isDirectory() || Overlay.isOpaque(file)) break;
    }
    return top == null ? Optional.empty() : Optional.of(new Node(path, top, parts));
  }

  private Optional<Node> walk(String path, boolean followLast) throws IOException {
    return new Walk(path, followLast).run();
  }

  /// One path being followed: what is left of it, where we are, and how we came there.
  private final class Walk {
    private final Deque<String> todo = new ArrayDeque<>();
    private final Deque<Node> trail = new ArrayDeque<>();
    private final boolean followLast;
    private Node at = root;
    private int links;

    Walk(String path, boolean followLast) {
      this.followLast = followLast;
      push(path);
    }

    Optional<Node> run() throws IOException {
      while (!todo.isEmpty()) {
        String part = todo.pop();
        if (!at.stat().isDirectory()) return Optional.empty();
        if (part.equals("..")) {
          at = trail.isEmpty() ? root : trail.pop();
          continue;
        }
        Node next = child(at, part).orElse(null);
        if (next == null) return Optional.empty();
        if (next.stat().isLink() && (followLast || !todo.isEmpty())) {
          if (++links > MAX_LINKS) return Optional.empty();
          follow(next);
        } else {
          trail.push(at);
          at = next;
        }
      }
      return Optional.of(at);
    }

    private void follow(Node link) throws IOException {
      String target = Files.readSymbolicLink(link.file()).toString();
      if (target.startsWith("/")) {
        trail.clear();
        at = root;
      }
      push(target);
    }

    private void push(String path) {
      for (String part : Arrays.asList(path.split("/", -1)).reversed()) {
        if (!part.isEmpty() && !part.equals(".")) todo.push(part);
      }
    }
  }
}
