package io.jorch.agent.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// What nodes ask of each other's image stores. Ids and digests are written `sha256:<hex>`; nothing
/// that comes back is believed before its digest was checked.
public interface BlobService {
  /// Empty when the node does not have the image.
  Optional<ImageOffer> image(String id) throws IOException;

  /// Writes a manifest, a configuration, or a layer as the manifest names it.
  void blob(String digest, OutputStream to) throws IOException;
}
