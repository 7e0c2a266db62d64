package io.jorch.core.mesh;

import java.time.Duration;

/// How long the mesh waits.
///
/// @param connect for a peer to accept a connection
/// @param handshake for TLS and the naming of the service, all in all
/// @param pulse between signs of life from here when there is nothing to send
/// @param silence without any from the peer before a stream counts as cut
public record Patience(Duration connect, Duration handshake, Duration pulse, Duration silence) {
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(7));

  /// The same, but for opening streams to peers that may be away.
  Patience opening(Duration connect, Duration handshake) {
    return new Patience(connect, handshake, pulse, silence);
  }
}
