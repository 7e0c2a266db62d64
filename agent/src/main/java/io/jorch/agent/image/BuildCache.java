package io.jorch.agent.image;

import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Results of build steps by key, one small file each; its modification time is its last use. Not
/// synced: an entry lost in a power cut, or naming a layer that is gone, is a step done again.
public final class BuildCache {
  private final Path directory;
  private final LayerStore layers;
  private final Scratch scratch;

  BuildCache(Path root, LayerStore layers, Scratch scratch) throws IOException {
    this.directory = Files.createDirectories(root.resolve("cache"));
    this.layers = layers;
    this.scratch = scratch;
  }

  /// The layer a step made before, if it still exists.
  public Optional<Layer> layer(Digest key) throws IOException {
    Optional<Layer> found = layerOf(read(key)).flatMap(layers::find);
    if (found.isPresent()) touch(key);
    return found;
  }

  public void putLayer(Digest key, Digest diffId) throws IOException {
    write(key, diffId.toString());
  }

  /// When an image of this very content was first made here.
  public Optional<Instant> time(Digest key) throws IOException {
    try {
      Optional<Instant> found = read(key).map(Instant::parse);
      if (found.isPresent()) touch(key);
      return found;
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public void putTime(Digest key, Instant time) throws IOException {
    write(key, time.toString());
  }

  /// Layers that entries keep alive.
  List<Digest> layers() throws IOException {
    List<Digest> found = new ArrayList<>();
    for (String name : Trees.names(directory)) {
      layerOf(read(new Digest(name))).ifPresent(found::add);
    }
    return found;
  }

  /// Forgets what was not used since.
  void forget(Instant unusedSince) throws IOException {
    for (String name : Trees.names(directory)) {
      Path file = directory.resolve(name);
      if (Files.getLastModifiedTime(file).toInstant().isBefore(unusedSince)) Files.delete(file);
    }
  }

  private Optional<String> read(Digest key) throws IOException {
    Path file = directory.resolve(key.hex());
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static Optional<Digest> layerOf(Optional<String> entry) {
    return entry
        .filter(text -> text.startsWith("sha256:") && text.length() == 71)
        .map(Digest::parse);
  }

  private void write(Digest key, String value) throws IOException {
    Path file = Files.writeString(scratch.newPath(), value);
    Files.move(file, directory.resolve(key.hex()), StandardCopyOption.ATOMIC_MOVE);
  }

  private void touch(Digest key) throws IOException {
    Files.setLastModifiedTime(directory.resolve(key.hex()), FileTime.from(Instant.now()));
  }
}
