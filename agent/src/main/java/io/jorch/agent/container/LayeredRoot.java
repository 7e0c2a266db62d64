package io.jorch.agent.container;

import io.jorch.agent.linux.Xattr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What an overlay of directories will look like, read before it is mounted. Links are followed
/// inside: no path leads out of the layers. Only for layers that nobody is writing to.
///
/// @param layers the uppermost first
record LayeredRoot(List<Path> layers) {
  private static final int MOST_LINKS = 40;
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final long LARGEST = 16L << 20;

  /// One entry of the merged tree: a directory made of several, or something else, or nothing.
  private record Node(List<Path> directories, Optional<Path> other) {
    static final Node MISSING = new Node(List.of(), Optional.empty());
  }

  /// The path with all links followed; what is missing at its end stays as it is.
  String resolve(String path) throws IOException {
    return walk(path).path();
  }

  /// The content of a regular file, or nothing.
  Optional<String> read(String path) throws IOException {
    Optional<Path> file = walk(path).node().other().filter(Files::isRegularFile);
    if (file.isEmpty()) return Optional.empty();
    if (Files.size(file.get()) > LARGEST)
      throw new IOException("read " + path + " of the image: larger than " + LARGEST + " bytes");
    return Optional.of(new String(Files.readAllBytes(file.get()), StandardCharsets.ISO_8859_1));
  }

  private record Found(String path, Node node) {}

  private Found walk(String path) throws IOException {
    Deque<String> todo = new ArrayDeque<>(names(path));
    Deque<String> done = new ArrayDeque<>();
    Deque<Node> nodes = new ArrayDeque<>();
    Node root = new Node(layers, Optional.empty());
    int links = 0;
    while (!todo.isEmpty()) {
      String name = todo.removeFirst();
      if (name.equals("..")) {
        done.pollLast();
        nodes.pollLast();
        continue;
      }
      Node parent = nodes.isEmpty() ? root : nodes.getLast();
      Node child = child(parent, name);
      if (child.other().filter(Files::isSymbolicLink).isPresent()) {
        if (++links > MOST_LINKS)
          throw new IOException("follow " + path + " in the image: too many symbolic links");
        String target = Files.readSymbolicLink(child.other().get()).toString();
        if (target.startsWith("/")) {
          done.clear();
          nodes.clear();
        }
        names(target).reversed().forEach(todo::addFirst);
        continue;
      }
      done.addLast(name);
      nodes.addLast(child);
    }
    return new Found("/" + String.join("/", done), nodes.isEmpty() ? root : nodes.getLast());
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }

  private static Node child(Node parent, String name) throws IOException {
    List<Path> directories = new ArrayList<>();
    for (Path layer : parent.directories()) {
      Path path = layer.resolve(name);
      Optional<BasicFileAttributes> attributes = attributes(path);
      if (attributes.isEmpty()) continue;
      if (!attributes.get().isDirectory()) {
        if (!directories.isEmpty() || isWhiteout(path, attributes.get())) break;
        return new Node(List.of(), Optional.of(path));
      }
      directories.add(path);
      if (Xattr.get(path, OPAQUE).isPresent()) break;
    }
    return directories.isEmpty() ? Node.MISSING : new Node(directories, Optional.empty());
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /// A character device with number 0:0 says that the layers below do not count.
  private static boolean isWhiteout(Path path, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isOther()) return false;
    Object number = Files.getAttribute(path, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    return Long.valueOf(0).equals(number);
  }
}
