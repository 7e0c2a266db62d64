package io.jorch.agent.build;

import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A place files are copied from: the context, an additional one, a stage or an image. Reads only
/// what it is asked for. `keepsOwners` for stages and images; files of a host directory become
/// root's.
record CopySource(String name, LayeredTree tree, IgnoreFile ignore, boolean keepsOwners) {

  /// What one source argument stands for: a file or directory and everything to copy of it, parents
  /// first, by path relative to the node (`""` is the node itself).
  record Match(Node node, List<Entry> entries) {}

  record Entry(String relative, Node node) {}

  /// Every match of a source path or pattern, in the order of names.
  List<Match> matches(String source) throws IOException {
    List<Node> nodes = new ArrayList<>();
    String clean = clean(source);
    if (Glob.isPattern(clean)) glob("", components(clean), nodes);
    else tree.find(clean).ifPresent(nodes::add);
    List<Match> found = new ArrayList<>();
    for (Node node : nodes) {
      List<Entry> entries = new ArrayList<>();
      gather(node, "", entries);
      if (!entries.isEmpty()) found.add(new Match(node, entries));
    }
    return found;
  }

  /// Resolves `..` without leaving the source, as docker does.
  private static String clean(String source) {
    List<String> parts = new ArrayList<>();
    for (String part : components(source)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) parts.removeLast();
      } else {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static List<String> components(String path) {
    return Arrays.stream(path.split("/", -1)).filter(p -> !p.isEmpty() && !p.equals(".")).toList();
  }

  private void glob(String at, List<String> parts, List<Node> found) throws IOException {
    if (parts.isEmpty()) {
      tree.find(at).ifPresent(found::add);
      return;
    }
    List<String> rest = parts.subList(1, parts.size());
    if (!Glob.isPattern(parts.getFirst())) {
      glob(at.isEmpty() ? parts.getFirst() : at + "/" + parts.getFirst(), rest, found);
      return;
    }
    Node directory = tree.find(at).filter(n -> n.stat().isDirectory()).orElse(null);
    if (directory == null) return;
    Pattern pattern = Glob.component(parts.getFirst());
    for (Node child : tree.children(directory)) {
      if (pattern.matcher(child.name()).matches()) glob(child.path(), rest, found);
    }
  }

  /// Says whether the node or anything below it was added. A directory is added before its content
  /// when that turns out not to be all ignored.
  private boolean gather(Node node, String relative, List<Entry> entries) throws IOException {
    boolean ignored = !node.path().isEmpty() && ignore.ignores(node.path());
    if (!node.stat().isDirectory()) {
      if (!ignored) entries.add(new Entry(relative, node));
      return !ignored;
    }
    if (ignored && !ignore.hasExceptions()) return false;
    int place = entries.size();
    boolean any = !ignored;
    for (Node child : tree.children(node)) {
      String name = relative.isEmpty() ? child.name() : relative + "/" + child.name();
      any |= gather(child, name, entries);
    }
    if (any) entries.add(place, new Entry(relative, node));
    return any;
  }
}
