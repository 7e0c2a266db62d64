package io.jorch.agent.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// This node's images, for other nodes. Blobs go out as they came in; a layer built here goes out
/// as the plain archive its digest names, made from its files each time.
public record StoredBlobs(ImageStore store) implements BlobService {
  @Override
  public Optional<ImageOffer> image(String id) throws IOException {
    return store.resolve(Digest.parse(id).toString()).map(StoredBlobs::offer);
  }

  private static ImageOffer offer(Image image) {
    return new ImageOffer(
        image.manifest().toString(), image.references().stream().map(Reference::toString).toList());
  }

  @Override
  public void blob(String digest, OutputStream to) throws IOException {
    OutputStream buffered = new BufferedOutputStream(to, 64 * 1024);
    try (Leases.Lease _ = store.lease()) {
      store.writeBlob(Digest.parse(digest), buffered);
      buffered.flush();
    }
  }
}
