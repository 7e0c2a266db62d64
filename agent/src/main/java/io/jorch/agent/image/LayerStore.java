package io.jorch.agent.image;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.jorch.agent.linux.Inodes;
import io.jorch.agent.linux.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Layers unpacked once each into `layers/<name>`, where every image and container shares them. A
/// layer exists when `layerinfo/<name>` does. That file is written by [#commit], after the tree
/// reached the disk; until then the layer is usable by this process only, and a power cut undoes
/// it: the next open deletes trees without a file.
final class LayerStore {
  private static final Instant MISSING_PARENT_TIME = Instant.EPOCH;
  private final Path trees;
  private final Path infos;
  private final Scratch scratch;
  private final KeyedLocks<Digest> locks = new KeyedLocks<>();
  private final Map<Digest, Layer> known = new ConcurrentHashMap<>();
  private final Map<Digest, Layer> uncommitted = new ConcurrentHashMap<>();

  /// Opens the stream of a layer's blob.
  @FunctionalInterface
  interface Blob {
    InputStream open() throws IOException;
  }

  LayerStore(Path root, Scratch scratch) throws IOException {
    trees = Files.createDirectories(root.resolve("layers"));
    infos = Files.createDirectories(root.resolve("layerinfo"));
    this.scratch = scratch;
    for (String name : Trees.names(infos)) load(name);
    for (String name : Trees.names(trees)) {
      if (!Files.exists(infos.resolve(name))) Trees.delete(trees.resolve(name));
    }
  }

  Path path(Digest diffId) {
    return trees.resolve(diffId.directoryName());
  }

  Optional<Layer> find(Digest diffId) {
    return Optional.ofNullable(known.get(diffId));
  }

  List<Digest> all() {
    return known.keySet().stream().sorted().toList();
  }

  /// Makes the layer from a blob, compressed in any way, unless it is there. Says whether it was.
  boolean unpack(Digest diffId, Descriptor origin, Blob blob) throws IOException {
    if (known.containsKey(diffId)) return true;
    try (KeyedLocks.Held _ = locks.lock(diffId)) {
      if (known.containsKey(diffId)) return true;
      Path tree = scratch.newDirectory();
      try {
        place(unpackInto(tree, diffId, origin, blob), tree);
      } finally {
        Trees.delete(tree);
      }
      return false;
    }
  }

  /// Takes over a tree made in the scratch room. When the same layer exists, that one is used.
  Layer adopt(Path tree) throws IOException {
    MessageDigest hash = Digest.sha256();
    long[] tarBytes = {0};
    long content;
    try (OutputStream out = counting(new DigestOutputStream(discard(), hash), tarBytes)) {
      content = LayerTar.write(tree, out);
    }
    Layer layer = new Layer(Digest.finish(hash), tarBytes[0], content, Optional.empty());
    try (KeyedLocks.Held _ = locks.lock(layer.diffId())) {
      if (!known.containsKey(layer.diffId())) place(layer, tree);
    }
    Trees.delete(tree);
    return layer;
  }

  /// Whether these layers survive a power cut.
  boolean isCommitted(List<Digest> diffIds) {
    return diffIds.stream().allMatch(d -> known.containsKey(d) && !uncommitted.containsKey(d));
  }

  /// Makes everything placed so far survive a power cut, blobs included. Syncs the file system as
  /// a whole, once for the content and once for the files that vouch for it: cheaper than a sync
  /// for each of many small files.
  synchronized void commit() throws IOException {
    List<Layer> done = List.copyOf(uncommitted.values());
    Inodes.syncFileSystem(trees);
    if (done.isEmpty()) return;
    for (Layer layer : done) {
      Path file = Files.write(scratch.newPath(), write(layer));
      Files.move(file, infos.resolve(layer.diffId().directoryName()), ATOMIC_MOVE);
    }
    Inodes.syncFileSystem(trees);
    for (Layer layer : done) uncommitted.remove(layer.diffId());
  }

  /// Writes the archive of an unpacked layer; fails when the tree is no longer what it was.
  void writeTar(Digest diffId, OutputStream out) throws IOException {
    DigestOutputStream hashed = new DigestOutputStream(out, Digest.sha256());
    LayerTar.write(path(diffId), hashed);
    Digest found = Digest.finish(hashed.getMessageDigest());
    if (found.equals(diffId)) return;
    throw new ImageException(
        "archive layer " + path(diffId) + ": its files were changed on disk; build it again");
  }

  void delete(Digest diffId) throws IOException {
    try (KeyedLocks.Held _ = locks.lock(diffId)) {
      known.remove(diffId);
      uncommitted.remove(diffId);
      Files.deleteIfExists(infos.resolve(diffId.directoryName()));
      Path doomed = scratch.newPath();
      if (Files.exists(path(diffId))) Files.move(path(diffId), doomed);
      Trees.delete(doomed);
    }
  }

  private Layer unpackInto(Path tree, Digest diffId, Descriptor origin, Blob blob)
      throws IOException {
    long[] tarBytes = {0};
    MessageDigest hash = Digest.sha256();
    try (InputStream raw = blob.open();
        InputStream plain = Compression.expand(raw);
        InputStream in = counting(new DigestInputStream(plain, hash), tarBytes)) {
      LayerUnpacker.unpack(in, tree, LayerUnpacker.Whiteouts.TRANSLATE, MISSING_PARENT_TIME);
    }
    Digest found = Digest.finish(hash);
    if (!found.equals(diffId)) {
      throw new ImageException(
          "unpack layer " + diffId + ": its content has digest " + found + "; the image is bad");
    }
    return new Layer(diffId, tarBytes[0], contentBytes(tree), Optional.of(origin));
  }

  private void place(Layer layer, Path tree) throws IOException {
    Inodes.chmod(tree, 0755);
    Files.move(tree, path(layer.diffId()));
    uncommitted.put(layer.diffId(), layer);
    known.put(layer.diffId(), layer);
  }

  private static long contentBytes(Path tree) throws IOException {
    long sum = 0;
    try (var files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        FileStat stat = FileStat.of(file);
        if (stat.isRegular()) sum += stat.size() / stat.links();
      }
    }
    return sum;
  }

  private void load(String name) throws IOException {
    JsonNode node = Json.read("layer " + name, Files.readAllBytes(infos.resolve(name)));
    Digest diffId = Digest.parse(Json.text(node, "diffId"));
    long tarBytes = node.path("tarBytes").asLong(0);
    long contentBytes = node.path("contentBytes").asLong(0);
    if (Files.isDirectory(path(diffId))) {
      Optional<Descriptor> blob =
          ManifestJson.optionalDescriptor("layer " + name, node.path("blob"));
      known.put(diffId, new Layer(diffId, tarBytes, contentBytes, blob));
    } else {
      Files.delete(infos.resolve(name));
    }
  }

  private static byte[] write(Layer layer) {
    ObjectNode node = Json.object();
    node.put("diffId", layer.diffId().toString());
    node.put("tarBytes", layer.tarBytes()).put("contentBytes", layer.contentBytes());
    layer.blob().ifPresent(b -> node.set("blob", ManifestJson.write(b)));
    return Json.write(node);
  }

  private static OutputStream discard() {
    return OutputStream.nullOutputStream();
  }

  private static OutputStream counting(OutputStream out, long[] count) {
    return new java.io.BufferedOutputStream(
        new java.io.FilterOutputStream(out) {
          @Override
          public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            count[0] += len;
          }
        },
        128 * 1024);
  }

  private static InputStream counting(InputStream in, long[] count) {
    return new java.io.FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) count[0]++;
        return b;
      }

      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        int n = super.read(b, off, len);
        if (n > 0) count[0] += n;
        return n;
      }
    };
  }
}
