package io.jorch.agent.copy;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.image.TarInput;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Inodes;
import io.jorch.core.api.CopyTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// A tar unpacked in a running container. A file takes the place of a file, and directories are
/// joined; neither takes the place of the other. Directories that are there keep owner, mode and
/// time.
public final class Incoming {
  private static final int NEW_PARENT = 0755;
  private final ContainerFiles files;
  private final Landing landing;
  private final boolean keepOwner;
  private final Map<ContainerPath, Instant> directoryTimes = new LinkedHashMap<>();

  private Incoming(ContainerFiles files, Landing landing, boolean keepOwner) {
    this.files = files;
    this.landing = landing;
    this.keepOwner = keepOwner;
  }

  /// Unpacks and reads the stream to its end.
  public static void unpack(ContainerFiles files, CopyTarget target, InputStream tar)
      throws IOException {
    Incoming incoming = new Incoming(files, Landing.of(files, target), target.keepOwner());
    TarInput in = new TarInput(tar);
    for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
      if (!e.isGlobalPaxHeader()) incoming.entry(in, e);
    }
    tar.transferTo(OutputStream.nullOutputStream());
    incoming.setDirectoryTimes();
  }

  private void entry(TarInput in, TarArchiveEntry entry) throws IOException {
    ContainerPath path = landing.of(ContainerPath.components(entry.getName()));
    if (entry.isDirectory()) {
      if (isDirectory(path)) return;
      if (path.names().isEmpty()) throw new IOException("the root is no directory");
      try (Fd parent = parent(path)) {
        directory(new Spot(parent, path.name()), entry);
      }
      directoryTimes.put(path, entry.getLastModifiedTime().toInstant());
      return;
    }
    if (path.names().isEmpty())
      throw new IOException("'" + entry.getName() + "' cannot take the place of the root");
    try (Fd parent = parent(path)) {
      file(in, entry, new Spot(parent, path.name()));
    }
  }

  /// Whether the path leads to one.
  private boolean isDirectory(ContainerPath path) throws IOException {
    Optional<Fd> held = Spot.found(() -> files.reach(path.text()));
    if (held.isEmpty()) return false;
    try (Fd place = held.get()) {
      if (Files.isDirectory(place.path())) return true;
      throw new IOException("a directory cannot take the place of the file " + path);
    }
  }

  /// The directory that holds the path, made with those above it when an archive has no entry for
  /// it.
  private Fd parent(ContainerPath path) throws IOException {
    ContainerPath parent = path.parent();
    Optional<Fd> held = Spot.found(() -> files.reach(parent.text()));
    if (held.isPresent()) return held.get();
    if (parent.names().isEmpty()) throw new IOException("the container has no root any more");
    try (Fd above = parent(parent)) {
      Spot spot = new Spot(above, parent.name());
      Files.createDirectory(spot.path());
      own(spot, 0, 0, NEW_PARENT);
    }
    return files.reach(parent.text());
  }

  private void directory(Spot spot, TarArchiveEntry entry) throws IOException {
    Files.createDirectory(spot.path());
    attributes(spot, entry);
  }

  private void file(TarInput in, TarArchiveEntry entry, Spot spot) throws IOException {
    FileStat there = spot.stat().orElse(null);
    if (there != null && there.isDirectory())
      throw new IOException(
          "'" + entry.getName() + "' cannot take the place of a directory of that name");
    if (there != null && !cleared(spot)) {
      overwrite(in, entry, spot, there);
      return;
    }
    make(in, entry, spot);
    if (entry.isLink()) return;
    attributes(spot, entry);
    Inodes.setTime(spot.path(), entry.getLastModifiedTime().toInstant());
  }

  /// False for a file that something is mounted on, such as `/etc/hosts`: it cannot go.
  private static boolean cleared(Spot spot) throws IOException {
    try {
      Files.deleteIfExists(spot.path());
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private static void overwrite(TarInput in, TarArchiveEntry entry, Spot spot, FileStat there)
      throws IOException {
    if (!there.isRegular() || type(entry) != FileStat.REGULAR || entry.isSymbolicLink())
      throw new IOException("what is at '" + entry.getName() + "' cannot be replaced");
    try (Fd place = held(spot)) {
      if (!Files.isRegularFile(place.path())) throw changed(spot);
      try (OutputStream out = Files.newOutputStream(place.path(), WRITE, TRUNCATE_EXISTING)) {
        in.transferTo(out);
      }
    }
  }

  private void make(TarInput in, TarArchiveEntry entry, Spot spot) throws IOException {
    if (entry.isLink()) {
      hardLink(entry, spot);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(spot.path(), Path.of(entry.getLinkName()));
    } else if (type(entry) == FileStat.REGULAR) {
      try (OutputStream out = fresh(spot.path())) {
        in.transferTo(out);
      }
    } else {
      Inodes.mknod(spot.path(), type(entry) | 0600, entry.getDevMajor(), entry.getDevMinor());
    }
  }

  /// Nobody else's to read until it has its mode.
  private static OutputStream fresh(Path path) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return Channels.newOutputStream(Files.newByteChannel(path, Set.of(CREATE_NEW, WRITE), mode));
  }

  private void hardLink(TarArchiveEntry entry, Spot spot) throws IOException {
    ContainerPath existing = landing.of(ContainerPath.components(entry.getLinkName()));
    if (existing.names().isEmpty()) throw noTarget(entry);
    try (Fd parent = parent(existing)) {
      Spot other = new Spot(parent, existing.name());
      if (other.stat().map(FileStat::isDirectory).orElse(true)) throw noTarget(entry);
      Files.createLink(spot.path(), other.path());
    }
  }

  private static IOException noTarget(TarArchiveEntry entry) {
    return new IOException(
        "'" + entry.getName() + "' is a hard link to '" + entry.getLinkName() + "': no such file");
  }

  private void attributes(Spot spot, TarArchiveEntry entry) throws IOException {
    int uid = keepOwner ? id(entry.getLongUserId()) : 0;
    int gid = keepOwner ? id(entry.getLongGroupId()) : 0;
    if (entry.isSymbolicLink()) Inodes.lchown(spot.path(), uid, gid);
    else own(spot, uid, gid, entry.getMode() & 07777);
  }

  /// Owner first: chown(2) clears set-id bits. chmod(2) follows links, so it gets what is held and
  /// known to be none.
  private static void own(Spot spot, int uid, int gid, int mode) throws IOException {
    Inodes.lchown(spot.path(), uid, gid);
    try (Fd place = held(spot)) {
      Inodes.chmod(place.path(), mode);
    }
  }

  private static Fd held(Spot spot) throws IOException {
    return spot.hold().orElseThrow(() -> changed(spot));
  }

  private static IOException changed(Spot spot) {
    return new IOException("'" + spot.name() + "' was replaced while it was being written");
  }

  /// Last, because every entry made in a directory changes its time.
  private void setDirectoryTimes() throws IOException {
    for (Map.Entry<ContainerPath, Instant> each : directoryTimes.entrySet()) {
      try (Fd parent = parent(each.getKey())) {
        Inodes.setTime(new Spot(parent, each.getKey().name()).path(), each.getValue());
      }
    }
  }

  private static int type(TarArchiveEntry entry) {
    if (entry.isCharacterDevice()) return FileStat.CHARACTER;
    if (entry.isBlockDevice()) return FileStat.BLOCK;
    return entry.isFIFO() ? FileStat.FIFO : FileStat.REGULAR;
  }

  private static int id(long id) throws IOException {
    if (id < 0 || id > 0xffff_fffeL) throw new IOException(id + " is no user or group id");
    return (int) id;
  }
}
