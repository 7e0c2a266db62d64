package io.jorch.agent.build;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import io.jorch.agent.linux.Inodes;
import io.jorch.agent.linux.Xattr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A layer being made over others: a directory that gets only what is new, with the directories
/// above it as they are below. Every file and every new directory gets the same time, so that equal
/// content makes an equal layer; directories repeated from below keep theirs.
final class LayerDraft {
  private static final int MAX_LINKS = 40;
  private static final Set<Integer> SPECIAL =
      Set.of(FileStat.FIFO, FileStat.CHARACTER, FileStat.BLOCK);
  private static final String CAPABILITY = "security.capability";
  private final Path root;
  private final LayeredTree tree;
  private final Instant time;
  private final Map<String, String> made = new HashMap<>();
  private final Map<Path, Instant> directoryTimes = new LinkedHashMap<>();

  /// Who owns what is copied, and its mode if not its own; empty owners keep the source's.
  record Attributes(Optional<Owners> owners, Optional<Integer> mode) {}

  LayerDraft(Path root, List<Path> lowerTopFirst, Instant time) throws IOException {
    List<Path> all = new ArrayList<>(List.of(root));
    all.addAll(lowerTopFirst);
    this.root = root;
    this.tree = new LayeredTree(all);
    this.time = time;
  }

  /// What a container would see, the draft included.
  LayeredTree tree() {
    return tree;
  }

  Path root() {
    return root;
  }

  /// Makes a directory and those above it, following links inside the image; gives its real path.
  String directory(String path) throws IOException {
    String known = made.get(path);
    if (known != null) return known;
    Deque<String> todo = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    String at = "";
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.pop();
      if (part.isEmpty() || part.equals(".")) continue;
      if (part.equals("..")) {
        at = at.substring(0, Math.max(at.lastIndexOf('/'), 0));
        continue;
      }
      String next = at.isEmpty() ? part : at + "/" + part;
      Node node = tree.findLink(next).orElse(null);
      if (node != null && node.stat().isLink()) {
        if (++links > MAX_LINKS) throw new IllegalArgumentException("/" + path + ": link loop");
        String target = Files.readSymbolicLink(node.file()).toString();
        for (String p : Arrays.asList(target.split("/", -1)).reversed()) todo.push(p);
        if (target.startsWith("/")) at = "";
      } else {
        enter(next, node);
        at = next;
      }
    }
    made.put(path, at);
    return at;
  }

  /// Copies one file, link or new directory to a name in a directory that [#directory] gave.
  void put(String directory, String name, Node source, Attributes attributes) throws IOException {
    String path = directory.isEmpty() ? name : directory + "/" + name;
    if (name.startsWith(".wh.")) {
      throw new IllegalArgumentException(
          "'" + source.path() + "': names starting with .wh. mean removals in layers");
    }
    Node there = tree.findLink(path).orElse(null);
    Path file = root.resolve(path);
    if (there != null && there.stat().isDirectory()) {
      throw new IllegalArgumentException(
          "'" + source.path() + "' is a file, but /" + path + " in the image is a directory");
    }
    Files.deleteIfExists(file);
    create(file, source);
    attributes(file, source, attributes);
    Inodes.setTime(file, time);
  }

  /// A directory with the attributes of the source, if it is new; content goes in by [#put].
  String putDirectory(String path, Node source, Attributes attributes) throws IOException {
    boolean existed = tree.find(path).isPresent();
    String real = directory(path);
    if (!existed) attributes(root.resolve(real), source, attributes);
    return real;
  }

  /// To be called when all is in: making entries changed the directories' times.
  void finish() throws IOException {
    for (Map.Entry<Path, Instant> d : directoryTimes.entrySet()) {
      Inodes.setTime(d.getKey(), d.getValue());
    }
  }

  private void enter(String path, @org.jspecify.annotations.Nullable Node below)
      throws IOException {
    Path directory = root.resolve(path);
    if (below == null) {
      Files.createDirectory(directory);
      Inodes.chmod(directory, 0755);
      directoryTimes.put(directory, time);
      return;
    }
    if (!below.stat().isDirectory()) {
      throw new IllegalArgumentException("/" + path + " in the image is not a directory");
    }
    if (below.file().equals(directory)) return;
    Files.createDirectory(directory);
    Inodes.lchown(directory, below.stat().uid(), below.stat().gid());
    Inodes.chmod(directory, below.stat().permissions());
    directoryTimes.put(directory, below.stat().modified().toInstant());
  }

  private static void create(Path file, Node source) throws IOException {
    FileStat stat = source.stat();
    if (stat.isRegular()) {
      Files.copy(source.file(), file);
    } else if (stat.isLink()) {
      Files.createSymbolicLink(file, Files.readSymbolicLink(source.file()));
    } else if (SPECIAL.contains(stat.mode() & FileStat.TYPE)) {
      int mode = (stat.mode() & FileStat.TYPE) | 0600;
      Inodes.mknod(file, mode, stat.major(), stat.minor());
    } else {
      throw new IllegalArgumentException("'" + source.path() + "' is a socket; it can't be copied");
    }
  }

  /// Owner first: chown clears set-id bits and capabilities.
  private static void attributes(Path file, Node source, Attributes attributes) throws IOException {
    FileStat stat = source.stat();
    Owners owners = attributes.owners().orElse(new Owners(stat.uid(), stat.gid()));
    Inodes.lchown(file, owners.uid(), owners.gid());
    if (stat.isLink()) return;
    Inodes.chmod(file, attributes.mode().orElse(stat.permissions()));
    if (attributes.owners().isEmpty()) {
      Optional<byte[]> capability = Xattr.get(source.file(), CAPABILITY);
      if (capability.isPresent()) Xattr.set(file, CAPABILITY, capability.get());
    }
  }
}
