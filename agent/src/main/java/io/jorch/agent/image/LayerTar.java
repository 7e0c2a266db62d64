package io.jorch.agent.image;

import io.jorch.agent.linux.Trees;
import io.jorch.agent.linux.Xattr;
import io.jorch.core.tar.TarOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The archive form of an unpacked layer: equal trees give equal bytes. Entries go in the order of
/// their names, times in whole seconds, users by number, the second name of a file is a hard link
/// to the first, overlayfs's marks become whiteout entries. The root directory itself is no entry.
final class LayerTar {
  private final TarOutput out;
  private final Map<Long, String> linked = new HashMap<>();
  private long contentBytes;

  private LayerTar(OutputStream out) {
    this.out = new TarOutput(out);
  }

  /// Writes the archive; gives the number of bytes in the files, hard links counted once.
  static long write(Path tree, OutputStream out) throws IOException {
    LayerTar tar = new LayerTar(out);
    if (Overlay.isOpaque(tree)) tar.empty(Overlay.OPAQUE_ENTRY);
    tar.directory(tree, "");
    tar.out.finish();
    return tar.contentBytes;
  }

  private void directory(Path directory, String prefix) throws IOException {
    for (String name : Trees.names(directory)) {
      Path path = directory.resolve(name);
      FileStat stat = FileStat.of(path);
      if (stat.isWhiteout()) empty(prefix + Overlay.WHITEOUT + name);
      else entry(path, prefix + name, stat);
    }
  }

  private void entry(Path path, String name, FileStat stat) throws IOException {
    if (stat.isDirectory()) {
      out.header(header('5', name + "/", "", 0, path, stat));
      if (Overlay.isOpaque(path)) empty(name + "/" + Overlay.OPAQUE_ENTRY);
      directory(path, name + "/");
      return;
    }
    String first = stat.links() > 1 ? linked.putIfAbsent(stat.inode(), name) : null;
    if (first != null) {
      out.header(header('1', name, first, 0, path, stat));
    } else if (stat.isRegular()) {
      file(path, name, stat);
    } else if (stat.isLink()) {
      String target = Files.readSymbolicLink(path).toString();
      out.header(header('2', name, target, 0, path, stat));
    } else if (special(stat) != 0) {
      out.header(header(special(stat), name, "", 0, path, stat));
    }
  }

  private void file(Path path, String name, FileStat stat) throws IOException {
    out.header(header('0', name, "", stat.size(), path, stat));
    contentBytes += stat.size();
    try (InputStream in = Files.newInputStream(path)) {
      out.content(name, in, stat.size());
    }
  }

  private static TarOutput.Header header(
      char type, String name, String link, long size, Path path, FileStat stat) throws IOException {
    boolean device = type == '3' || type == '4';
    return new TarOutput.Header(
        type,
        name,
        link,
        stat.permissions(),
        Integer.toUnsignedLong(stat.uid()),
        Integer.toUnsignedLong(stat.gid()),
        size,
        Math.floorDiv(stat.modified().toMillis(), 1000),
        device ? stat.major() : 0,
        device ? stat.minor() : 0,
        type == '1' ? Map.of() : xattrs(path));
  }

  private static Map<String, byte[]> xattrs(Path path) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    for (String name : Xattr.list(path)) {
      if (Overlay.isContent(name)) Xattr.get(path, name).ifPresent(v -> found.put(name, v));
    }
    return found;
  }

  private void empty(String name) throws IOException {
    out.header(new TarOutput.Header('0', name, "", 0, 0, 0, 0, 0, 0, 0, Map.of()));
  }

  /// Sockets have no form in an archive; zero says so.
  private static char special(FileStat stat) {
    return switch (stat.mode() & FileStat.TYPE) {
      case FileStat.CHARACTER -> '3';
      case FileStat.BLOCK -> '4';
      case FileStat.FIFO -> '6';
      default -> 0;
    };
  }
}
