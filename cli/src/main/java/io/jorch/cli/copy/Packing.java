package io.jorch.cli.copy;

import io.jorch.core.tar.TarOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A file or tree of this machine as a tar. Sockets and extended attributes are left behind.
final class Packing {
  private final TarOutput out;
  private final Map<List<Object>, String> linked = new HashMap<>();

  private Packing(TarOutput out) {
    this.out = out;
  }

  /// Every entry's name begins with `name`.
  static void write(Path source, String name, OutputStream tar) throws IOException {
    TarOutput out = new TarOutput(tar);
    new Packing(out).entry(source, name);
    out.finish();
  }

  private void entry(Path path, String name) throws IOException {
    LocalFile file = LocalFile.of(path);
    char type = file.type();
    if (type == 0) return;
    if (type == '5') {
      directory(path, name, file);
      return;
    }
    String first = file.links() > 1 ? linked.putIfAbsent(file.key(), name) : null;
    if (first != null) out.header(header('1', name, first, 0, file));
    else if (type == '0') content(path, name, file);
    else if (type == '2')
      out.header(header('2', name, Files.readSymbolicLink(path).toString(), 0, file));
    else out.header(header(type, name, "", 0, file));
  }

  private void directory(Path path, String name, LocalFile file) throws IOException {
    out.header(header('5', name + "/", "", 0, file));
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      entries.forEach(children::add);
    }
    children.sort(null);
    for (Path child : children) entry(child, name + "/" + child.getFileName());
  }

  private void content(Path path, String name, LocalFile file) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      long size = Files.size(path);
      out.header(header('0', name, "", size, file));
      out.content(name, in, size);
    }
  }

  private static TarOutput.Header header(
      char type, String name, String link, long size, LocalFile file) {
    boolean device = type == '3' || type == '4';
    return new TarOutput.Header(
        type,
        name,
        link,
        file.mode() & 07777,
        Integer.toUnsignedLong(file.uid()),
        Integer.toUnsignedLong(file.gid()),
        size,
        Math.floorDiv(file.modified().toMillis(), 1000),
        device ? file.major() : 0,
        device ? file.minor() : 0,
        Map.of());
  }
}
