package io.jorch.agent.copy;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.Fd;
import io.jorch.agent.linux.Trees;
import io.jorch.core.tar.TarOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A file or tree of a running container as a tar, while the container goes on changing it: what
/// vanishes is left out, a file that shrinks is filled up with zeros. Sockets have no form in a
/// tar; extended attributes are left behind.
public final class Outgoing {
  /// `proc`, `sysfs`, `devpts`, `mqueue` and control groups, old and new: nothing of these belongs
  /// to a copy of what is around them (statfs(2)).
  private static final Set<Long> KERNELS =
      Set.of(0x9fa0L, 0x62656572L, 0x1cd1L, 0x19800202L, 0x27e0ebL, 0x63677270L);

  private static final int LARGEST_OF_KERNEL = 16 << 20;
  private final TarOutput out;
  private final boolean kernelsToo;
  private final Map<List<Object>, String> linked = new HashMap<>();

  private Outgoing(TarOutput out, boolean kernelsToo) {
    this.out = out;
    this.kernelsToo = kernelsToo;
  }

  /// Fails before it writes anything when nothing is at the path.
  ///
  /// @param followLink what a link at the path leads to is meant, and not the link
  public static void write(ContainerFiles files, String path, boolean followLink, OutputStream tar)
      throws IOException {
    ContainerPath wanted = ContainerPath.of(path);
    TarOutput out = new TarOutput(tar);
    if (followLink || wanted.directory()) target(files, wanted, out);
    else entry(files, wanted, out);
    out.finish();
  }

  private static void target(ContainerFiles files, ContainerPath wanted, TarOutput out)
      throws IOException {
    try (Fd place = reach(files, wanted)) {
      FileStat stat = FileStat.followed(place.path());
      if (wanted.directory() && !stat.isDirectory())
        throw new IOException(wanted + " is no directory in the container");
      new Outgoing(out, isKernels(place)).held(place, wanted.title(), stat);
    }
  }

  private static void entry(ContainerFiles files, ContainerPath wanted, TarOutput out)
      throws IOException {
    Optional<Fd> above = Spot.found(() -> files.reach(wanted.parent().text()));
    try (Fd parent = above.orElseThrow(() -> missing(wanted))) {
      Outgoing outgoing = new Outgoing(out, isKernels(parent));
      if (!outgoing.entry(new Spot(parent, wanted.name()), wanted.name())) throw missing(wanted);
    }
  }

  private static Fd reach(ContainerFiles files, ContainerPath path) throws IOException {
    return Spot.found(() -> files.reach(path.text())).orElseThrow(() -> missing(path));
  }

  private static IOException missing(ContainerPath path) {
    return new IOException("there is no " + path + " in the container");
  }

  private static boolean isKernels(Fd place) throws IOException {
    return KERNELS.contains(place.fileSystem());
  }

  /// Whether there was such an entry.
  private boolean entry(Spot spot, String name) throws IOException {
    FileStat stat = spot.stat().orElse(null);
    if (stat == null) return false;
    if (stat.isLink()) {
      link(spot, name, stat);
      return true;
    }
    if (!stat.isDirectory() && isSeenBefore(spot, name, stat)) return true;
    Optional<Fd> held = spot.hold();
    if (held.isEmpty()) return false;
    try (Fd place = held.get()) {
      held(place, name, stat);
    }
    return true;
  }

  private void link(Spot spot, String name, FileStat stat) throws IOException {
    try {
      String target = Files.readSymbolicLink(spot.path()).toString();
      out.header(header('2', name, target, 0, stat));
    } catch (NoSuchFileException | java.nio.file.NotLinkException changed) {
      // It is something else by now.
    }
  }

  /// The second name of a file becomes a hard link to the first.
  private boolean isSeenBefore(Spot spot, String name, FileStat stat) throws IOException {
    if (stat.links() < 2) return false;
    Object device = Files.getAttribute(spot.path(), "unix:dev", LinkOption.NOFOLLOW_LINKS);
    String first = linked.putIfAbsent(List.of(device, stat.inode()), name);
    if (first == null) return false;
    out.header(header('1', name, first, 0, stat));
    return true;
  }

  private void held(Fd place, String name, FileStat stat) throws IOException {
    if (stat.isDirectory()) {
      directory(place, name, stat);
    } else if (stat.isRegular()) {
      if (Files.isRegularFile(place.path())) file(place, name, stat);
    } else if (special(stat) != 0) {
      out.header(header(special(stat), name, "", 0, stat));
    }
  }

  private void directory(Fd place, String name, FileStat stat) throws IOException {
    out.header(header('5', name + "/", "", 0, stat));
    if (!kernelsToo && isKernels(place)) return;
    for (String each : Trees.names(place.path())) {
      entry(new Spot(place, each), name + "/" + each);
    }
  }

  private void file(Fd place, String name, FileStat stat) throws IOException {
    long size = Files.size(place.path());
    try (InputStream in = Files.newInputStream(place.path())) {
      if (size == 0 && kernelsToo) {
        byte[] all = in.readNBytes(LARGEST_OF_KERNEL);
        out.header(header('0', name, "", all.length, stat));
        out.content(name, new ByteArrayInputStream(all), all.length);
      } else {
        out.header(header('0', name, "", size, stat));
        out.content(name, new SequenceInputStream(in, new Zeros()), size);
      }
    }
  }

  /// What stands in for the part of a file that is gone.
  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }

  private static TarOutput.Header header(
      char type, String name, String link, long size, FileStat stat) {
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
        Map.of());
  }

  /// Zero for what has no form in a tar.
  private static char special(FileStat stat) {
    return switch (stat.mode() & FileStat.TYPE) {
      case FileStat.CHARACTER -> '3';
      case FileStat.BLOCK -> '4';
      case FileStat.FIFO -> '6';
      default -> 0;
    };
  }
}
