package io.jorch.agent.image;

import io.jorch.agent.image.Candidates.WrongBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/// One fetch from other nodes: find who has the image, fetch its documents, then the layers that
/// are not here, a few at a time from whoever is least busy; name the image.
final class PeerFetch {
  private static final int LONGEST_DOCUMENT = 16 << 20;
  private final ImageStore store;
  private final Digest id;
  private final Candidates peers;
  private final Progress progress;

  PeerFetch(ImageStore store, Digest id, List<Peer> peers, Progress progress) {
    this.store = store;
    this.id = id;
    this.peers = new Candidates(peers, ThreadLocalRandom.current());
    this.progress = progress;
  }

  /// A node's offer with its manifest, which names the wanted configuration.
  private record Found(Digest digest, Manifest manifest, List<Reference> names) {}

  Image run() throws IOException, InterruptedException {
    Found found = peers.ask("find image " + id.shortHex(), this::find);
    document(id);
    ImageConfig config = store.config(id);
    layers(found.manifest(), config);
    return store.install(found.digest(), names(found.names(), config), progress);
  }

  private Found find(Peer peer) throws IOException {
    ImageOffer offer =
        peer.blobs()
            .image(id.toString())
            .orElseThrow(() -> new IOException("it does not have it any more"));
    try {
      Digest digest = Digest.parse(offer.manifest());
      byte[] bytes = stored(digest).orElse(null);
      if (bytes == null) bytes = new PeerDownload(peer, digest).bytes(LONGEST_DOCUMENT);
      Manifest manifest = ManifestJson.manifest("manifest " + digest, bytes);
      if (!manifest.config().digest().equals(id)) {
        throw new WrongBytes("the manifest it offers is of image " + manifest.config().digest());
      }
      store.blobs().put(bytes);
      return new Found(digest, manifest, references(offer));
    } catch (IllegalArgumentException e) {
      throw new WrongBytes("its offer cannot be read: " + e.getMessage());
    }
  }

  private static List<Reference> references(ImageOffer offer) throws ImageException {
    List<Reference> names = new ArrayList<>();
    for (String each : offer.references()) names.add(Reference.parse(each));
    return names;
  }

  private Optional<byte[]> stored(Digest digest) throws IOException {
    return store.blobs().has(digest) ? Optional.of(store.blobs().read(digest)) : Optional.empty();
  }

  private void document(Digest digest) throws IOException {
    if (stored(digest).isPresent()) return;
    byte[] bytes =
        peers.ask(
            "fetch configuration " + digest.shortHex(),
            peer -> new PeerDownload(peer, digest).bytes(LONGEST_DOCUMENT));
    store.blobs().put(bytes);
  }

  private void layers(Manifest manifest, ImageConfig config)
      throws IOException, InterruptedException {
    if (config.diffIds().size() != manifest.layers().size()) {
      throw new ImageException(
          "fetch image " + id.shortHex() + ": manifest and configuration disagree about layers");
    }
    List<Callable<Void>> jobs = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor blob = manifest.layers().get(i);
      Digest diffId = config.diffIds().get(i);
      progress.on(new Progress.Event.Waiting(blob.digest().shortHex(), blob.size()));
      jobs.add(
          () -> {
            layer(blob, diffId);
            return null;
          });
    }
    InParallel.run("fetch", jobs);
  }

  private void layer(Descriptor blob, Digest diffId) throws IOException {
    try (KeyedLocks.Held _ = store.downloads().lock(blob.digest())) {
      boolean plain = blob.digest().equals(diffId);
      boolean received = store.blobs().has(blob.digest());
      if (!received && !(plain && store.layers().find(diffId).isPresent())) {
        download(blob, diffId, plain);
      } else {
        store.unpack(blob, diffId, progress);
      }
    }
  }

  /// A plain archive can be made again from the layer's files, so it is not kept.
  private void download(Descriptor blob, Digest diffId, boolean plain) throws IOException {
    Path file = store.scratch().newPath();
    String name = blob.digest().shortHex();
    try {
      peers.ask(
          "fetch layer " + name,
          peer -> {
            new PeerDownload(peer, blob.digest())
                .into(
                    file,
                    blob.size(),
                    done -> progress.on(new Progress.Event.Downloading(name, done, blob.size())));
            return file;
          });
      if (plain) {
        store.layers().unpack(diffId, blob, () -> Files.newInputStream(file));
        progress.on(new Progress.Event.Ready(name, false));
      } else {
        store.blobs().adopt(file, blob.digest());
        store.unpack(blob, diffId, progress);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// The names it has elsewhere, without those that a newer image has here: what a user of this
  /// node has built since must not lose its name to what others run.
  private List<Reference> names(List<Reference> offered, ImageConfig config) throws IOException {
    Instant created = config.created().orElse(Instant.EPOCH);
    List<Reference> names = new ArrayList<>();
    for (Reference each : offered) {
      Optional<Image> holder = store.resolve(each);
      if (holder.isEmpty() || holder.get().created().isBefore(created)) names.add(each);
    }
    return names;
  }
}
