package io.jorch.agent.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// An image whose layers are unpacked on this node. The id is the digest of its configuration;
/// `size` counts the bytes of its unpacked files; `layers` are read-only directories in the form
/// overlayfs takes as `lowerdir`, the topmost first. An image made `FROM scratch` without files has
/// none.
public record Image(
    Digest id,
    Digest manifest,
    List<Reference> references,
    ImageConfig config,
    Instant created,
    long size,
    List<Path> layers) {

  /// The first reference as people type it, or the short id of an image without a name.
  public String displayName() {
    return references.stream()
        .filter(r -> r.tag().isPresent())
        .findFirst()
        .map(Reference::familiar)
        .orElse(id.shortHex());
  }
}
