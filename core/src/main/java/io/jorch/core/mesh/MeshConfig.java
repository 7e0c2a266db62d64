package io.jorch.core.mesh;

import java.net.InetSocketAddress;

/// Where a node's mesh listens, and how patient it is.
///
/// @param bind port 0 for any
/// @param streamsOfOne how many streams one node may have open here at a time
public record MeshConfig(InetSocketAddress bind, Patience patience, int streamsOfOne) {
  public static final int PORT = 7437;
  private static final int STREAMS_OF_ONE = 4096;

  public static MeshConfig of(InetSocketAddress bind) {
    return new MeshConfig(bind, Patience.USUAL, STREAMS_OF_ONE);
  }
}
