package io.jorch.cli.copy;

import io.jorch.core.tar.TarOutput;
import io.jorch.core.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A tar that came out of a container, unpacked on this machine. What it holds was made by a
/// program
/// that nobody trusts: no entry is written through a link that the archive brought, nor above where
/// it belongs. Files take the place of files and directories are joined.
public final class Unpacking {
  private final boolean keepOwner;
  private final Set<Path> links = new HashSet<>();
  private final Map<Path, TarOutput.Header> directories = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private long files;
  private long bytes;

  private Unpacking(boolean keepOwner) {
    this.keepOwner = keepOwner;
  }

  /// What was done.
  ///
  /// @param leftOut devices and the like, which only root may make
  public record Result(long files, long bytes, List<String> leftOut) {}

  /// Unpacks and reads the stream to its end.
  ///
  /// @param target as docker has it: a directory that is there takes the copy, else this becomes
  /// its name; with `/` behind it, it has to be a directory
  public static Result unpack(InputStream tar, Path directory, String target, boolean keepOwner)
      throws IOException {
    TarReader in = new TarReader(tar);
    Unpacking unpacking = new Unpacking(keepOwner);
    Optional<TarOutput.Header> first = in.next();
    if (first.isEmpty()) throw new IOException("the archive is empty");
    Path base = base(first.get(), directory.resolve(target), target.endsWith("/"));
    for (Optional<TarOutput.Header> next = first; next.isPresent(); next = in.next())
      unpacking.entry(in, next.get(), base);
    unpacking.finish();
    return new Result(unpacking.files, unpacking.bytes, unpacking.leftOut);
  }

  /// What the first part of every name stands for.
  private static Path base(TarOutput.Header first, Path target, boolean mustBeDirectory)
      throws IOException {
    String name = names(first.name()).stream().findFirst().orElse(".");
    boolean tree = first.type() == '5';
    if (Files.isDirectory(target)) {
      Path real = target.toRealPath();
      return name.equals(".") ? real : real.resolve(name);
    }
    if (Files.exists(target)) {
      if (tree || mustBeDirectory) throw new IOException(target + " is no directory");
      return target.toRealPath();
    }
    if (mustBeDirectory && !tree)
      throw new IOException("there is no directory " + target + "; make it first");
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent != null && !Files.isDirectory(parent))
      throw new IOException("there is no directory " + parent + "; make it first");
    return target.toAbsolutePath().normalize();
  }

  private static List<String> names(String entry) throws IOException {
    List<String> names =
        Arrays.stream(entry.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    if (names.contains(".."))
      throw new IOException("the archive names '" + entry + "', which leads out of it: refused");
    return names;
  }

  private Path place(String entry, Path base) throws IOException {
    Path at = base;
    List<String> names = names(entry);
    for (String name : names.subList(Math.min(1, names.size()), names.size())) {
      if (links.contains(at))
        throw new IOException("the archive writes through its link '" + at + "': refused");
      at = at.resolve(name);
    }
    return at;
  }

  private void entry(TarReader in, TarOutput.Header header, Path base) throws IOException {
    Path path = place(header.name(), base);
    switch (header.type()) {
      case '5' -> directory(path, header);
      case '0' -> file(in, path, header);
      case '1' -> {
        Path existing = place(header.link(), base);
        clear(path);
        Files.createLink(path, existing);
      }
      case '2' -> link(path, header);
      default -> leftOut.add(path.toString());
    }
  }

  private void directory(Path path, TarOutput.Header header) throws IOException {
    if (Files.isDirectory(path)) return;
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS))
      throw new IOException("a directory cannot take the place of the file " + path);
    Files.createDirectory(path);
    directories.put(path, header);
  }

  private void file(TarReader in, Path path, TarOutput.Header header) throws IOException {
    clear(path);
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      in.copyTo(out);
    }
    attributes(path, header);
    files++;
    bytes += header.size();
  }

  private void link(Path path, TarOutput.Header header) throws IOException {
    clear(path);
    Files.createSymbolicLink(path, Path.of(header.link()));
    links.add(path);
    if (keepOwner) own(path, header);
    files++;
  }

  private static void clear(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
      throw new IOException("a file cannot take the place of the directory " + path);
    Files.deleteIfExists(path);
  }

  /// Owner first: chown(2) clears set-id bits, which a copy for oneself does not get at all.
  private void attributes(Path path, TarOutput.Header header) throws IOException {
    if (keepOwner) own(path, header);
    Files.setAttribute(path, "unix:mode", header.mode() & (keepOwner ? 07777 : 0777));
    Files.setLastModifiedTime(path, FileTime.from(header.seconds(), TimeUnit.SECONDS));
  }

  private static void own(Path path, TarOutput.Header header) throws IOException {
    Files.setAttribute(path, "unix:uid", (int) header.uid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", (int) header.gid(), LinkOption.NOFOLLOW_LINKS);
  }

  /// Last, and the innermost first: a directory may not be writable afterwards, and entries change
  /// its time.
  private void finish() throws IOException {
    for (Map.Entry<Path, TarOutput.Header> each :
        directories.entrySet().stream().toList().reversed())
      attributes(each.getKey(), each.getValue());
  }
}
