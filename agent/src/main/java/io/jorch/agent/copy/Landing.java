package io.jorch.agent.copy;

import io.jorch.agent.image.FileStat;
import io.jorch.agent.linux.ContainerFiles;
import io.jorch.agent.linux.Fd;
import io.jorch.core.api.CopyTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// Where the entries of an archive go: below `base`, without their first part when the copy gets a
/// name of its own. Decided as `docker cp` and cp(1) do, by what is at the target.
///
/// @param base free of links in its last part
record Landing(ContainerPath base, boolean withoutFirst) {
  private static final int MOST_LINKS = 40;

  static Landing of(ContainerFiles files, CopyTarget target) throws IOException {
    ContainerPath path = ContainerPath.of(target.path());
    Optional<FileStat> there = stat(files, path);
    boolean directory = there.map(FileStat::isDirectory).orElse(false);
    if (there.isPresent() && !directory && path.directory())
      throw new IOException(path + " is no directory in the container");
    return switch (target.kind()) {
      case FILE -> directory ? new Landing(path, false) : file(files, path);
      case DIRECTORY ->
          directory ? new Landing(path, false) : fresh(files, path, there.isPresent());
      case CONTENTS -> directory ? new Landing(path, true) : fresh(files, path, there.isPresent());
      case ARCHIVE -> {
        if (!directory) throw new IOException(path + " is no directory in the container");
        yield new Landing(path, false);
      }
    };
  }

  /// What the path leads to.
  private static Optional<FileStat> stat(ContainerFiles files, ContainerPath path)
      throws IOException {
    Optional<Fd> held = Spot.found(() -> files.reach(path.text()));
    if (held.isEmpty()) return Optional.empty();
    try (Fd place = held.get()) {
      return Optional.of(FileStat.followed(place.path()));
    }
  }

  private static Landing file(ContainerFiles files, ContainerPath path) throws IOException {
    if (path.directory())
      throw new IOException("there is no directory " + path + " in the container; make it first");
    return new Landing(withoutLink(files, path), true);
  }

  /// A file is written where a link leads, as long as that is inside.
  private static ContainerPath withoutLink(ContainerFiles files, ContainerPath path)
      throws IOException {
    ContainerPath at = path;
    for (int links = 0; links <= MOST_LINKS; links++) {
      if (at.names().isEmpty()) return at;
      try (Fd parent = parent(files, at)) {
        Spot spot = new Spot(parent, at.name());
        if (!spot.stat().map(FileStat::isLink).orElse(false)) return at;
        at = at.through(Files.readSymbolicLink(spot.path()).toString());
      }
    }
    throw new IOException("too many symbolic links at " + path + " in the container");
  }

  private static Landing fresh(ContainerFiles files, ContainerPath path, boolean occupied)
      throws IOException {
    if (occupied) throw new IOException("a directory cannot take the place of the file " + path);
    parent(files, path).close();
    return new Landing(path, true);
  }

  private static Fd parent(ContainerFiles files, ContainerPath path) throws IOException {
    ContainerPath parent = path.parent();
    return Spot.found(() -> files.reach(parent.text()))
        .orElseThrow(
            () ->
                new IOException(
                    "there is no directory " + parent + " in the container; make it first"));
  }

  /// Where an entry goes.
  ContainerPath of(List<String> components) {
    if (!withoutFirst || components.isEmpty()) return base.below(components);
    return base.below(components.subList(1, components.size()));
  }
}
