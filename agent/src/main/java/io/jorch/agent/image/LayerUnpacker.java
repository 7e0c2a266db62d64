package io.jorch.agent.image;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jorch.agent.linux.Inodes;
import io.jorch.agent.linux.Trees;
import io.jorch.agent.linux.Xattr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Unpacks one uncompressed layer archive into an empty directory, in the form overlayfs takes as a
/// lower layer: ownership, all mode bits, times, links, devices and attributes kept, whiteouts
/// translated. Nothing is ever written outside the directory (see [UnpackRoot]).
public final class LayerUnpacker {
  private static final int NEW_PARENT = 0755;
  private final UnpackRoot root;
  private final Whiteouts whiteouts;
  private final Instant timeOfMissingParents;
  private final Map<Path, Instant> directoryTimes = new LinkedHashMap<>();
  private final byte[] buffer = new byte[128 * 1024];

  /// How `.wh.` names are meant: as whiteouts in a layer, as a mistake in a user's archive.
  public enum Whiteouts {
    TRANSLATE,
    REFUSE
  }

  private LayerUnpacker(Path directory, Whiteouts whiteouts, Instant timeOfMissingParents) {
    this.root = new UnpackRoot(directory, this::madeParent);
    this.whiteouts = whiteouts;
    this.timeOfMissingParents = timeOfMissingParents;
  }

  /// Unpacks and reads the stream to its end. Directories no entry speaks of are made 0755,
  /// owned by root, with the given time.
  public static void unpack(
      InputStream tar, Path directory, Whiteouts whiteouts, Instant timeOfMissingParents)
      throws IOException {
    LayerUnpacker unpacker = new LayerUnpacker(directory, whiteouts, timeOfMissingParents);
    TarInput in = new TarInput(tar);
    for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
      try {
        unpacker.entry(in, e);
      } catch (InvalidPathException unnameable) {
        throw new ImageException(
            "unpack '"
                + e.getName()
                + "': this JVM cannot name that file; start it with LC_ALL=C.UTF-8",
            unnameable);
      }
    }
    // What follows the end mark belongs to the digest.
    tar.transferTo(OutputStream.nullOutputStream());
    unpacker.setDirectoryTimes();
  }

  private void entry(TarInput in, TarArchiveEntry entry) throws IOException {
    List<String> parts = UnpackRoot.components(entry.getName());
    String name = parts.isEmpty() ? "" : parts.getLast();
    if (name.startsWith(Overlay.WHITEOUT)) {
      if (whiteouts == Whiteouts.REFUSE) throw reserved(entry);
      if (!Overlay.isLeftover(name)) whiteout(parts, name);
      return;
    }
    if (entry.isGlobalPaxHeader()) return;
    Path path = root.place(parts);
    make(in, entry, parts, path);
    if (!entry.isLink()) attributes(entry, path, in.xattrs());
  }

  private void whiteout(List<String> parts, String name) throws IOException {
    Path path = root.place(parts);
    if (name.equals(Overlay.OPAQUE_ENTRY)) {
      Overlay.makeOpaque(parent(path));
      return;
    }
    Path hidden = path.resolveSibling(name.substring(Overlay.WHITEOUT.length()));
    FileStat there = FileStat.find(hidden).orElse(null);
    if (there == null) {
      Overlay.makeWhiteout(hidden);
    } else if (there.isDirectory()) {
      Overlay.makeOpaque(hidden);
    }
  }

  private void make(TarInput in, TarArchiveEntry entry, List<String> parts, Path path)
      throws IOException {
    boolean wasWhiteout = clear(entry, parts, path);
    if (entry.isLink()) {
      hardLink(entry, path);
    } else if (entry.isDirectory()) {
      if (FileStat.find(path).isEmpty()) Files.createDirectory(path);
      if (wasWhiteout) Overlay.makeOpaque(path);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (type(entry) == FileStat.REGULAR) {
      file(in, path);
    } else {
      Inodes.mknod(path, type(entry) | 0600, entry.getDevMajor(), entry.getDevMinor());
    }
  }

  /// Removes what is in the way, except that a directory stays for a directory entry. Says whether
  /// a whiteout was removed.
  private boolean clear(TarArchiveEntry entry, List<String> parts, Path path) throws IOException {
    FileStat there = FileStat.find(path).orElse(null);
    if (there == null || (there.isDirectory() && entry.isDirectory())) return false;
    if (parts.isEmpty()) {
      throw new ImageException("unpack '" + entry.getName() + "': the root must be a directory");
    }
    Trees.delete(path);
    directoryTimes.keySet().removeIf(p -> p.startsWith(path));
    root.forget();
    return there.isWhiteout();
  }

  private void hardLink(TarArchiveEntry entry, Path path) throws IOException {
    List<String> target = UnpackRoot.components(entry.getLinkName());
    Path existing = root.place(target);
    FileStat there = FileStat.find(existing).orElse(null);
    if (there == null || there.isDirectory() || existing.equals(path)) {
      throw new ImageException(
          "unpack '"
              + entry.getName()
              + "': a hard link to '"
              + entry.getLinkName()
              + "', which is no file of this layer");
    }
    Files.createLink(path, existing);
  }

  private void file(TarInput in, Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path, CREATE_NEW, WRITE)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
    } catch (FileAlreadyExistsException e) {
      throw new ImageException("unpack '" + path + "': something else writes here", e);
    }
  }

  /// Owner first, then mode, then attributes: chown clears set-id bits and capabilities.
  private void attributes(TarArchiveEntry entry, Path path, Map<String, byte[]> xattrs)
      throws IOException {
    Inodes.lchown(path, id(entry.getLongUserId()), id(entry.getLongGroupId()));
    if (!entry.isSymbolicLink()) Inodes.chmod(path, entry.getMode() & 07777);
    for (Map.Entry<String, byte[]> attribute : new HashMap<>(xattrs).entrySet()) {
      if (Overlay.isContent(attribute.getKey())) {
        Xattr.set(path, attribute.getKey(), attribute.getValue());
      }
    }
    Instant time = entry.getLastModifiedTime().toInstant();
    if (entry.isDirectory()) directoryTimes.put(path, time);
    else Inodes.setTime(path, time);
  }

  private void madeParent(Path directory) throws IOException {
    Inodes.lchown(directory, 0, 0);
    Inodes.chmod(directory, NEW_PARENT);
    directoryTimes.put(directory, timeOfMissingParents);
  }

  /// Last, because every entry made in a directory changes its time.
  private void setDirectoryTimes() throws IOException {
    for (Map.Entry<Path, Instant> d : directoryTimes.entrySet()) {
      Inodes.setTime(d.getKey(), d.getValue());
    }
  }

  private static int type(TarArchiveEntry entry) {
    if (entry.isCharacterDevice()) return FileStat.CHARACTER;
    if (entry.isBlockDevice()) return FileStat.BLOCK;
    return entry.isFIFO() ? FileStat.FIFO : FileStat.REGULAR;
  }

  private static int id(long id) throws ImageException {
    if (id < 0 || id > 0xffff_fffeL) {
      throw new ImageException("unpack a layer: " + id + " is no user or group id");
    }
    return (int) id;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) throw new IllegalStateException(path + " has no parent");
    return parent;
  }

  private static ImageException reserved(TarArchiveEntry entry) {
    return new ImageException(
        "unpack '" + entry.getName() + "': names starting with .wh. mean removals in layers");
  }
}
