package io.jorch.agent.image;

import java.util.Map;
import java.util.Optional;

/// A pointer to a blob: media type, digest and size in bytes (OCI image specification,
/// descriptor.md), with what indexes add.
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Map<String, String> annotations) {

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty(), Map.of());
  }
}
