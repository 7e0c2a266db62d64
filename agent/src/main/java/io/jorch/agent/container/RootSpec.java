package io.jorch.agent.container;

import java.nio.file.Path;
import java.util.List;

/// The root file system: an overlay.
///
/// @param layers shared and read-only, the uppermost first; none for an empty image
/// @param upper takes what the container writes; made when missing
/// @param work on the same file system as `upper`; made when missing
public record RootSpec(List<Path> layers, Path upper, Path work, boolean readOnly) {
  public RootSpec {
    layers = List.copyOf(layers);
  }
}
