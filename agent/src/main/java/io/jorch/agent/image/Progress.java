package io.jorch.agent.image;

import java.util.List;

/// Told what a pull, push or load is doing. Called from several threads; must return quickly.
@FunctionalInterface
public interface Progress {
  Progress NONE = event -> {};

  void on(Event event);

  /// What happens to one layer, by the short form of its digest; `done` and `total` are bytes.
  sealed interface Event {
    record Resolved(Reference reference, Digest manifest) implements Event {}

    record Waiting(String layer, long total) implements Event {}

    record Downloading(String layer, long done, long total) implements Event {}

    record Retrying(String layer, int attempt, String reason) implements Event {}

    record Unpacking(String layer, long done, long total) implements Event {}

    record Uploading(String layer, long done, long total) implements Event {}

    /// Unpacked and usable; `existed` when there was nothing to do.
    record Ready(String layer, boolean existed) implements Event {}

    /// An image of an archive is here, by the names it has there.
    ///
    /// @param fresh how many of its layers were not here before
    record Loaded(Image image, List<Reference> names, int fresh) implements Event {}
  }

  /// Counts bytes as they pass.
  @FunctionalInterface
  interface Counter {
    void add(long bytes);
  }
}
