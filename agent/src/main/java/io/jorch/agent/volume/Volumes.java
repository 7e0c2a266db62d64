package io.jorch.agent.volume;

import io.jorch.agent.linux.Trees;
import io.jorch.core.model.VolumeName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Named volumes as directories `<root>/<name>/_data`. The data directory appears whole by a
/// rename, so that a volume is either there or not, whenever the power goes.
public final class Volumes {
  private static final String DATA = "_data";
  private final Path root;

  public Volumes(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  /// Puts the first content into a new volume's directory.
  @FunctionalInterface
  public interface Filler {
    Filler NOTHING = directory -> {};

    void fill(Path directory) throws IOException;
  }

  /// The volume's directory; made when missing, with what `filler` puts there.
  public synchronized Path ensure(VolumeName name, Filler filler) throws IOException {
    Path data = path(name);
    if (Files.isDirectory(data)) return data;
    Path home = Files.createDirectories(data.getParent());
    Path fresh = home.resolve(".new");
    Trees.delete(fresh);
    Files.createDirectory(fresh);
    filler.fill(fresh);
    Files.move(fresh, data);
    return data;
  }

  public boolean exists(VolumeName name) {
    return Files.isDirectory(path(name));
  }

  public Path path(VolumeName name) {
    return root.resolve(name.value()).resolve(DATA);
  }

  public List<VolumeName> list() throws IOException {
    List<VolumeName> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry.resolve(DATA))) {
          names.add(new VolumeName(entry.getFileName().toString()));
        }
      }
    }
    names.sort(null);
    return names;
  }

  /// Removes the volume and everything in it; gives whether there was one.
  public synchronized boolean remove(VolumeName name) throws IOException {
    Path home = root.resolve(name.value());
    if (!Files.exists(home)) return false;
    Trees.delete(home);
    return true;
  }
}
