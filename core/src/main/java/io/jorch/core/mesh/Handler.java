package io.jorch.core.mesh;

import java.io.IOException;

/// Serves one stream of a service, on a thread of its own.
@FunctionalInterface
public interface Handler {
  /// Returns when the stream is served: its output is then ended and the rest of its input, if
  /// any, refused. What it throws reaches the peer as the failure of the stream, message included.
  void handle(MeshStream stream) throws IOException;
}
