package io.jorch.agent.build;

import io.jorch.agent.image.Image;
import io.jorch.agent.image.Platform;
import io.jorch.agent.image.Reference;
import java.io.IOException;
import java.util.Optional;

/// Where images named by FROM and `--from` come from: the store, and a registry if there is one.
@FunctionalInterface
public interface BaseImages {
  /// `refresh` asks for the newest even when one is here. Empty when there is no such image.
  Optional<Image> find(Reference reference, Platform platform, boolean refresh) throws IOException;
}
