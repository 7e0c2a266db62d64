package io.jorch.agent.image;

import java.util.Optional;

/// A layer unpacked on this node: the digest of its uncompressed archive, the length of that
/// archive, the bytes its files hold, and the blob it came from. A layer built here has no blob:
/// its archive is made from its files when someone wants it.
public record Layer(Digest diffId, long tarBytes, long contentBytes, Optional<Descriptor> blob) {

  /// How a manifest names this layer.
  Descriptor descriptor() {
    return blob.orElse(new Descriptor(Manifest.OCI_LAYER, diffId, tarBytes));
  }
}
