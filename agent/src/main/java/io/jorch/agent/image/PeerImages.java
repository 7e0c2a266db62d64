package io.jorch.agent.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/// Gets images that other nodes have into this node's store. Safe for many threads: an image that
/// several want is fetched once, and so is a layer that several images share.
public final class PeerImages {
  private final ImageStore store;
  private final KeyedLocks<Digest> fetches = new KeyedLocks<>();

  public PeerImages(ImageStore store) {
    this.store = store;
  }

  /// Fetches what is not here of an image, durable and named like elsewhere when this returns.
  ///
  /// @param id of the image: the digest of its configuration
  public Image fetch(Digest id, List<Peer> peers, Progress progress) throws IOException {
    try (Leases.Lease _ = store.lease();
        KeyedLocks.Held _ = fetches.lock(id)) {
      Optional<Image> here = store.resolve(id.toString());
      if (here.isPresent()) return here.get();
      return new PeerFetch(store, id, peers, progress).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("fetching image " + id.shortHex() + " was given up");
    }
  }
}
