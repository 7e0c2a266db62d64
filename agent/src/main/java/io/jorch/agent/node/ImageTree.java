package io.jorch.agent.node;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.LayeredTree;
import io.jorch.agent.image.LayeredTree.Node;
import io.jorch.agent.volume.Volumes.Filler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Copies a directory of an image, as a container would see it, into a new volume: content, owners
/// and modes. Devices and sockets are left out.
final class ImageTree {
  private ImageTree() {}

  /// Fills with what the image has at `path`, or with nothing when it has no directory there.
  static Filler filler(Image image, String path) {
    if (image.layers().isEmpty()) return Filler.NOTHING;
    return target -> {
      LayeredTree tree = new LayeredTree(image.layers());
      Optional<Node> from = tree.find(path).filter(node -> node.stat().isDirectory());
      if (from.isPresent()) copy(tree, from.get(), target);
    };
  }

  private static void copy(LayeredTree tree, Node from, Path target) throws IOException {
    for (Node child : tree.children(from)) {
      Path to = target.resolve(child.name());
      if (child.stat().isDirectory()) {
        Files.createDirectory(to);
        copy(tree, child, to);
      } else if (child.stat().isRegular() || child.stat().isLink()) {
        Files.copy(child.file(), to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
    own(target, from.stat());
  }

  private static void own(Path target, FileStat stat) throws IOException {
    Files.setAttribute(target, "unix:uid", stat.uid());
    Files.setAttribute(target, "unix:gid", stat.gid());
    Files.setAttribute(target, "unix:mode", stat.permissions());
  }
}
