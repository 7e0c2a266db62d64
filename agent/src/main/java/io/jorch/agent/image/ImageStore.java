package io.jorch.agent.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All images of this node, under one directory that one process owns:
///
///     blobs/sha256/<hex>   manifests, configurations, layers as they were received
///     layers/<name>/       layers unpacked; layerinfo/<name> when whole and on disk
///     index.json           which images exist and their references
///     cache/<key>          results of build steps
///     tmp/                 half-done work, emptied at start
///
/// Safe for use by many threads.
public final class ImageStore implements Closeable {
  private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{4,64}");
  private final FileChannel lockFile;
  private final BlobStore blobs;
  private final LayerStore layers;
  private final ImageIndex index;
  private final Scratch scratch;
  private final BuildCache cache;
  private final Leases leases = new Leases(this::sweepNow);
  private final KeyedLocks<Digest> downloads = new KeyedLocks<>();
  private final Map<Digest, ImageConfig> configs = new ConcurrentHashMap<>();

  private ImageStore(Path root) throws IOException {
    Files.createDirectories(root);
    lockFile = lock(root.resolve("lock"));
    scratch = new Scratch(root);
    blobs = new BlobStore(root, scratch);
    layers = new LayerStore(root, scratch);
    index = new ImageIndex(root.resolve("index.json"));
    cache = new BuildCache(root, layers, scratch);
  }

  /// Opens the store, making it if needed. One process at a time may have it open.
  public static ImageStore open(Path directory) throws IOException {
    return new ImageStore(directory.toAbsolutePath().normalize());
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  /// Finds an image by name, or by id or at least four digits of it. A malformed name is an
  /// [ImageException], an unknown one is empty.
  public Optional<Image> resolve(String referenceOrId) throws IOException {
    if (ID.matcher(referenceOrId).matches()) {
      Optional<Image> byId = byId(referenceOrId);
      if (byId.isPresent() || referenceOrId.startsWith("sha256:")) return byId;
      if (referenceOrId.length() == 64) return Optional.empty();
    }
    return resolve(Reference.parse(referenceOrId));
  }

  public Optional<Image> resolve(Reference reference) throws IOException {
    ImageIndex.Entry entry = index.find(reference).orElse(null);
    return entry == null ? Optional.empty() : Optional.of(image(entry));
  }

  /// Every image, in the order of the ids.
  public List<Image> list() throws IOException {
    List<Image> found = new ArrayList<>();
    for (ImageIndex.Entry entry : index.all()) found.add(image(entry));
    return found;
  }

  /// Gives an image one more name, taken from whichever image had it.
  public void tag(Digest id, Reference name) throws IOException {
    if (name.digest().isPresent()) {
      throw new ImageException("tag image as '" + name + "': a name with a digest can't be given");
    }
    for (ImageIndex.Entry entry : index.startingWith(id.hex())) {
      index.put(id, entry.manifest(), List.of(name));
      return;
    }
    throw new ImageException("tag image " + id.shortHex() + " as '" + name + "': no such image");
  }

  /// What a removal did.
  public record Removed(List<Reference> untagged, List<Digest> deleted) {}

  /// Takes the name away, and the image too when it was the last tag; an id takes all names. An
  /// image in `inUse` (by container) stays, without a name, until [#prune] after its last use.
  public Removed remove(String referenceOrId, Set<Digest> inUse) throws IOException {
    Image image =
        resolve(referenceOrId)
            .orElseThrow(
                () -> new ImageException("remove image '" + referenceOrId + "': no such image"));
    boolean byId = ID.matcher(referenceOrId).matches() && byId(referenceOrId).isPresent();
    if (byId) {
      for (Reference name : image.references()) index.untag(name);
    } else {
      index.untag(Reference.parse(referenceOrId));
    }
    ImageIndex.Entry left = index.startingWith(image.id().hex()).getFirst();
    List<Reference> untagged = new ArrayList<>(image.references());
    untagged.removeAll(left.references());
    if (left.hasTag() || inUse.contains(image.id())) return new Removed(untagged, List.of());
    index.remove(image.id());
    leases.sweep();
    return new Removed(untagged, List.of(image.id()));
  }

  /// Removes images without a tag that nobody uses, results of build steps not used for
  /// `keepCache`, and everything that only they needed. Gives what was removed.
  public List<Image> prune(Set<Digest> inUse, Duration keepCache) throws IOException {
    List<Image> gone = new ArrayList<>();
    for (ImageIndex.Entry entry : index.all()) {
      if (entry.hasTag() || inUse.contains(entry.id())) continue;
      gone.add(image(entry));
      index.remove(entry.id());
    }
    cache.forget(Instant.now().minus(keepCache));
    leases.sweep();
    return gone;
  }

  /// Reads a docker archive or OCI layout, compressed or not; gives its images.
  public List<Image> load(InputStream archive, Progress progress) throws IOException {
    try (Leases.Lease _ = leases.take()) {
      return new ArchiveReader(this, progress).read(archive);
    }
  }

  /// Writes the images as one OCI layout that docker can load too.
  public void save(Collection<String> referencesOrIds, OutputStream out) throws IOException {
    try (Leases.Lease _ = leases.take()) {
      new ArchiveWriter(this).write(referencesOrIds, out);
    }
  }

  /// Keeps removals from sweeping away what is being made.
  public Leases.Lease lease() {
    return leases.take();
  }

  /// Room on the store's file system for work in progress.
  public Scratch scratch() {
    return scratch;
  }

  public BuildCache cache() {
    return cache;
  }

  /// Takes over a directory made in [#scratch] as a layer.
  public Layer adoptLayer(Path tree) throws IOException {
    return layers.adopt(tree);
  }

  /// The directories of layers given from the bottom up, topmost first. A layer that occurs twice
  /// (an empty one, mostly) is named once, where it is uppermost: overlayfs refuses to mount it
  /// twice, and the lower occurrence adds nothing that the upper does not say.
  public List<Path> layerPaths(List<Digest> diffIds) {
    return diffIds.reversed().stream().distinct().map(layers::path).toList();
  }

  /// Makes an image of layers that exist here, durable when this returns.
  public Image create(ImageConfig config, Collection<Reference> names) throws IOException {
    List<Descriptor> descriptors = new ArrayList<>();
    for (Digest diffId : config.diffIds()) {
      Layer layer = layers.find(diffId).orElseThrow(() -> missing(diffId));
      boolean received = layer.blob().map(b -> blobs.has(b.digest())).orElse(false);
      descriptors.add(
          received
              ? layer.descriptor()
              : new Descriptor(Manifest.OCI_LAYER, diffId, layer.tarBytes()));
    }
    byte[] json = ConfigJson.write(config);
    Digest id = blobs.put(json);
    Descriptor pointer = new Descriptor(Manifest.OCI_CONFIG, id, json.length);
    Manifest manifest = new Manifest(Manifest.OCI_MANIFEST, pointer, descriptors);
    return install(blobs.put(ManifestJson.write(manifest)), names, Progress.NONE);
  }

  /// Makes an image of a manifest whose blobs are here: unpacks what is missing, then names it.
  Image install(Digest manifestDigest, Collection<Reference> names, Progress progress)
      throws IOException {
    Manifest manifest = manifest(manifestDigest);
    ImageConfig config = config(manifest.config().digest());
    unpack(manifest, config, progress);
    Digest id = manifest.config().digest();
    boolean durable = layers.isCommitted(config.diffIds());
    if (!durable || !index.holds(id, manifestDigest, names)) {
      layers.commit();
      index.put(id, manifestDigest, names);
    }
    return image(index.startingWith(id.hex()).getFirst());
  }

  /// Writes what a manifest names: a blob as it was received, or the archive of a layer built here.
  void writeBlob(Digest digest, OutputStream out) throws IOException {
    if (blobs.has(digest)) {
      Files.copy(blobs.path(digest), out);
    } else if (layers.find(digest).isPresent()) {
      layers.writeTar(digest, out);
    } else {
      throw new ImageException("blob " + digest + " is not there any more");
    }
  }

  /// The ids of all images.
  public Set<Digest> ids() {
    return index.all().stream().map(ImageIndex.Entry::id).collect(Collectors.toSet());
  }

  /// Sets who is told that images or names came or went; must return at once.
  public void onChange(Runnable listener) {
    index.onChange(listener);
  }

  /// Held while a blob is downloaded, so that pulls at the same time share it.
  KeyedLocks<Digest> downloads() {
    return downloads;
  }

  BlobStore blobs() {
    return blobs;
  }

  LayerStore layers() {
    return layers;
  }

  Manifest manifest(Digest digest) throws IOException {
    return ManifestJson.manifest("manifest " + digest, blobs.read(digest));
  }

  ImageConfig config(Digest id) throws IOException {
    ImageConfig known = configs.get(id);
    if (known != null) return known;
    ImageConfig read = ConfigJson.read("image configuration " + id, blobs.read(id));
    configs.put(id, read);
    return read;
  }

  /// Unpacks one layer of an image, reporting bytes of the blob as they are read.
  void unpack(Descriptor blob, Digest diffId, Progress progress) throws IOException {
    String name = blob.digest().shortHex();
    long[] done = {0};
    boolean existed =
        layers.unpack(
            diffId,
            blob,
            () ->
                blobs.open(
                    blob.digest(),
                    n ->
                        progress.on(
                            new Progress.Event.Unpacking(name, done[0] += n, blob.size()))));
    progress.on(new Progress.Event.Ready(name, existed));
  }

  private void unpack(Manifest manifest, ImageConfig config, Progress progress) throws IOException {
    if (manifest.layers().size() != config.diffIds().size()) {
      throw new ImageException(
          "unpack image "
              + manifest.config().digest().shortHex()
              + ": its manifest has "
              + manifest.layers().size()
              + " layers and its configuration "
              + config.diffIds().size());
    }
    for (int i = 0; i < config.diffIds().size(); i++) {
      Digest diffId = config.diffIds().get(i);
      Descriptor blob = manifest.layers().get(i);
      if (layers.find(diffId).isPresent()) continue;
      if (!blobs.has(blob.digest())) throw missing(diffId);
      unpack(blob, diffId, progress);
    }
  }

  private Image image(ImageIndex.Entry entry) throws IOException {
    ImageConfig config = config(entry.id());
    long size = 0;
    for (Digest diffId : Set.copyOf(config.diffIds())) {
      size += layers.find(diffId).orElseThrow(() -> missing(diffId)).contentBytes();
    }
    return new Image(
        entry.id(),
        entry.manifest(),
        List.copyOf(entry.references()),
        config,
        config.created().orElse(Instant.EPOCH),
        size,
        layerPaths(config.diffIds()));
  }

  private Optional<Image> byId(String text) throws IOException {
    String prefix = text.startsWith("sha256:") ? text.substring(7) : text;
    List<ImageIndex.Entry> found = index.startingWith(prefix);
    if (found.size() > 1) {
      throw new ImageException("find image '" + text + "': several ids start so; give more digits");
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(image(found.getFirst()));
  }

  private void sweepNow() throws IOException {
    Set<Digest> liveBlobs = new HashSet<>();
    Set<Digest> liveLayers = new HashSet<>(cache.layers());
    for (ImageIndex.Entry entry : index.all()) {
      liveBlobs.add(entry.id());
      liveBlobs.add(entry.manifest());
      for (Descriptor layer : manifest(entry.manifest()).layers()) liveBlobs.add(layer.digest());
      liveLayers.addAll(config(entry.id()).diffIds());
    }
    for (Digest layer : layers.all()) if (!liveLayers.contains(layer)) layers.delete(layer);
    for (Digest blob : blobs.all()) if (!liveBlobs.contains(blob)) blobs.delete(blob);
    configs.keySet().retainAll(liveBlobs);
  }

  private static ImageException missing(Digest diffId) {
    return new ImageException(
        "find layer " + diffId + ": it is not on this node; pull or build the image again");
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock != null) return channel;
    channel.close();
    throw new ImageException(
        "open the image store at " + file.getParent() + ": another process has it open");
  }
}
